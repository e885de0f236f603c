-- Stores what follows from raw events that are stored.
-- What is there already comes twice, without harm.
INSERT INTO {{DATABASE}}.normalized_events
    (batch_id, seq, received_at, api_key, origin, ip, user_agent, sent_at, dialect, sdk, fallback_uuid, raw_event, precedence, erased_sources, normalized)
SETTINGS max_partitions_per_insert_block = 0, distributed_foreground_insert = 1
SELECT batch_id, seq, received_at, api_key, origin, ip, user_agent, sent_at, dialect, sdk, fallback_uuid, raw_event, precedence, erased_sources, normalized
FROM ({{NORMALIZED}});
