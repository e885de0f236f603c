-- The fold looks up the ids of the touched persons instead of reading all decisions.
-- decision.person_id, not the alias of that name: only the column has the projection by_person.
ALTER TABLE {{DATABASE}}.fold_persons MODIFY QUERY
WITH
    (SELECT (started_at, from_block, to_block) FROM {{DATABASE}}.background_reach WHERE job = 'persons') AS reach,
    touched_persons AS
    (
        SELECT own_person_id AS person_id FROM {{DATABASE}}.unfolded_ids
        UNION DISTINCT
        SELECT person_id FROM {{DATABASE}}.identity_decisions
        WHERE distinct_id IN (SELECT distinct_id FROM {{DATABASE}}.unfolded_ids)
    )
SELECT
    person_id,
    groupUniqArrayIf((distinct_id, own_person_id), distinct_id != '') AS ids,
    reach.1 AS started_at,
    reach.2 AS from_block,
    reach.3 AS to_block
FROM
(
    SELECT joinGet('{{DATABASE}}.identity_state', 'person_id', cityHash64(distinct_id)) AS person_id, distinct_id, own_person_id
    FROM {{DATABASE}}.identity_decisions AS decision
    WHERE decision.person_id IN (SELECT person_id FROM touched_persons)
    UNION ALL
    SELECT own_person_id AS person_id, distinct_id, own_person_id
    FROM {{DATABASE}}.unfolded_ids
    WHERE isNull(joinGetOrNull('{{DATABASE}}.identity_state', 'person_id', cityHash64(distinct_id)))
    UNION ALL
    SELECT person_id, '' AS distinct_id, person_id AS own_person_id
    FROM touched_persons
)
WHERE person_id IN (SELECT person_id FROM touched_persons)
GROUP BY person_id;
