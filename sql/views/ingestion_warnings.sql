-- Accepted events that were altered or partly ignored, one row per warning, with the text that caused it.
-- FINAL: a row that was stored twice shows once.
CREATE OR REPLACE VIEW {{DATABASE}}.ingestion_warnings{{ON_CLUSTER}} AS
SELECT batch_id, seq, received_at, api_key, uuid, event, distinct_id, reason AS warning, detail
FROM {{DATABASE}}.event_problems FINAL
WHERE NOT is_rejected;
