-- Stores what follows from the raw events of the one random id, where an insert of them was cut short.
-- An event that is there is not stored again; the rest comes twice, without harm.
INSERT INTO {{DATABASE}}.normalized_events
    (batch_id, seq, received_at, api_key, origin, ip, user_agent, sent_at, dialect, sdk, fallback_uuid, raw_event, precedence, is_logged, normalized)
SETTINGS max_partitions_per_insert_block = 0, distributed_foreground_insert = 1
SELECT
    batch_id,
    seq,
    received_at,
    api_key,
    origin,
    ip,
    user_agent,
    sent_at,
    dialect,
    sdk,
    fallback_uuid,
    raw_event,
    precedence,
    (precedence, tupleElement(normalized, 'uuid')) GLOBAL IN
    (
        SELECT precedence, uuid
        FROM {{DATABASE}}.event_log
        WHERE person_id IN (SELECT own_person_id_v1(anonymous_id) FROM {{DATABASE}}.anonymized_person)
    ) AS is_logged,
    normalized
FROM ({{NORMALIZED}});
