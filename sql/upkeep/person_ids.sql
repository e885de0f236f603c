-- The ids of the person of one id: who owns each, and when it was seen; the root comes first.
-- Nothing where no event and no claim names the id.
WITH
    asked AS
    (
        SELECT person_id FROM {{DATABASE}}.person_distinct_ids WHERE distinct_id = {id:String}
    ),
    decisions AS
    (
        SELECT distinct_id, owner, is_identified, decided_at
        FROM {{DATABASE}}.person_ids FINAL
        WHERE own_person_id IN (SELECT own_person_id FROM {{DATABASE}}.person_ids WHERE person_id IN (SELECT person_id FROM asked))
            AND person_id IN (SELECT person_id FROM asked)
    )
SELECT
    seen.distinct_id AS distinct_id,
    decision.owner AS owner,
    decision.is_identified AS is_identified,
    decision.decided_at AS decided_at,
    seen.created_at AS first_seen_at,
    fromUnixTimestamp64Micro(seen.version, 'UTC') AS last_seen_at,
    seen.person_id AS person_id,
    person.distinct_id = seen.distinct_id AS is_root
FROM {{DATABASE}}.person_distinct_ids AS seen
LEFT JOIN decisions AS decision ON decision.distinct_id = seen.distinct_id
LEFT JOIN
(
    SELECT person_id, any(root) AS distinct_id
    FROM {{DATABASE}}.person_ids
    WHERE person_id IN (SELECT person_id FROM asked)
    GROUP BY person_id
) AS person ON person.person_id = seen.person_id
WHERE seen.distinct_id IN (SELECT distinct_id FROM decisions UNION ALL SELECT {id:String})
ORDER BY is_root DESC, first_seen_at, distinct_id;
