ALTER TABLE product_analytics.mv_raw_to_normalized ON CLUSTER `main` MODIFY QUERY
SELECT
    batch_id,
    seq,
    received_at,
    api_key,
    origin,
    ip,
    user_agent,
    sent_at,
    fallback_uuid,
    raw_event,
    bitNot(toUInt128(toUnixTimestamp64Micro(received_at)) * 4294967296 + seq) AS precedence,
    tupleElement(normalized, 'reject_reason') AS reject_reason,
    tupleElement(normalized, 'uuid') AS uuid,
    tupleElement(normalized, 'event') AS event,
    tupleElement(normalized, 'distinct_id') AS distinct_id,
    tupleElement(normalized, 'person_id') AS person_id,
    tupleElement(normalized, 'session_id') AS session_id,
    tupleElement(normalized, 'session_id_uuid') AS session_id_uuid,
    tupleElement(normalized, 'window_id') AS window_id,
    tupleElement(normalized, 'window_id_uuid') AS window_id_uuid,
    tupleElement(normalized, 'elements_chain') AS elements_chain,
    tupleElement(normalized, 'timestamp') AS timestamp,
    tupleElement(normalized, 'current_url') AS current_url,
    tupleElement(normalized, 'host') AS host,
    tupleElement(normalized, 'properties_offset') AS properties_offset,
    tupleElement(normalized, 'properties_length') AS properties_length,
    tupleElement(normalized, 'warnings') AS warnings,
    tupleElement(normalized, 'claims') AS claims,
    tupleElement(normalized, 'person_operations') AS person_operations
FROM
(
    SELECT
        batch_id,
        seq,
        received_at,
        api_key,
        origin,
        ip,
        user_agent,
        sent_at,
        fallback_uuid,
        event AS raw_event,
        normalize_event_sql_v1(event, received_at, sent_at, fallback_uuid) AS normalized
    FROM product_analytics.raw_events
);
