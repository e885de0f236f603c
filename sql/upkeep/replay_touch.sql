-- Notes the ids that the change of a stage is about, with all ids of their persons.
-- What ties these together may be what goes; see replay_announce.sql.
INSERT INTO {{DATABASE}}.replay_touched (own_person_id, distinct_id)
WITH ids AS
(
    SELECT person_id AS own_person_id, distinct_id
    FROM ({{EVENTS}})
    WHERE precedence IN (SELECT precedence FROM {{DATABASE}}.replay_diff)
    UNION ALL
    SELECT tupleElement(normalized, 'person_id') AS own_person_id, tupleElement(normalized, 'distinct_id') AS distinct_id
    FROM ({{CHANGED}})
    WHERE tupleElement(normalized, 'reject_reason') = ''
    UNION ALL
    SELECT id.1 AS own_person_id, id.2 AS distinct_id
    FROM
    (
        SELECT arrayJoin([(source_person_id, source), (target_person_id, if(kind = 'split', source, target))]) AS id
        FROM ({{CLAIMS}})
        WHERE precedence IN (SELECT precedence FROM {{DATABASE}}.replay_diff)
    )
    UNION ALL
    SELECT own_person_id, any(distinct_id) AS distinct_id
    FROM {{DATABASE}}.id_activity
    WHERE own_person_id IN (SELECT own_person_id FROM {{DATABASE}}.replay_properties)
    GROUP BY own_person_id
)
SELECT DISTINCT own_person_id, distinct_id FROM ids
UNION ALL
SELECT DISTINCT own_person_id, distinct_id
FROM {{DATABASE}}.person_ids
WHERE person_id IN (SELECT person_id FROM {{DATABASE}}.person_ids WHERE own_person_id IN (SELECT own_person_id FROM ids));
