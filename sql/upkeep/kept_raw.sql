-- The raw events that are kept of the ids whose properties are made anew.
-- Their places are in event_log.
SELECT batch_id, seq, received_at, api_key, origin, ip, user_agent, sent_at, dialect, sdk, fallback_uuid, event
FROM {{DATABASE}}.raw_events
WHERE (received_at, seq) IN
(
    SELECT inserted_at, toUInt32(bitAnd(bitNot(precedence), toUInt128(4294967295)))
    FROM {{DATABASE}}.event_log
    WHERE distinct_id IN
    (
        SELECT distinct_id
        FROM {{DATABASE}}.id_activity
        WHERE own_person_id IN (SELECT own_person_id FROM {{DATABASE}}.replay_properties)
    )
)
