-- How many rows each table has of erased ids: the proof, when all are 0.
-- Of somebody else's event that claims an erased id, the raw event and the claim count.
WITH erased AS ({{ERASED}})
SELECT table, rows
FROM
(
    SELECT 1 AS place, 'raw_events' AS table, count() AS rows
    FROM
    (
        {{RAW}}
    )
    UNION ALL
    SELECT 2, 'event_log', count()
    FROM {{DATABASE}}.event_log
    WHERE person_id IN (erased)
    UNION ALL
    SELECT 3, 'event_problems', count()
    FROM {{DATABASE}}.event_problems
    WHERE arrayExists(
        id -> id IN (erased),
        if(
            is_rejected,
            named_ids_v1(raw_event),
            [own_person_id_v1(distinct_id)]))
    UNION ALL
    SELECT 4, 'identity_claims', count()
    FROM {{DATABASE}}.identity_claims
    WHERE source_person_id IN (erased) OR target_person_id IN (erased)
    UNION ALL
    SELECT 5, 'person_properties', count()
    FROM {{DATABASE}}.person_properties
    WHERE own_person_id IN (erased)
    UNION ALL
    SELECT 6, 'id_activity', count()
    FROM {{DATABASE}}.id_activity
    WHERE own_person_id IN (erased)
    UNION ALL
    SELECT 7, 'person_ids', count()
    FROM {{DATABASE}}.person_ids
    WHERE own_person_id IN (erased)
    UNION ALL
    SELECT 8, 'person_rows', count()
    FROM {{DATABASE}}.person_rows
    WHERE id IN (erased)
)
ORDER BY place
