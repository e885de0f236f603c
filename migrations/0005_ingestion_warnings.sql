-- Accepted events that were altered or partly ignored, one row per warning, with the text that caused it.
-- Shows senders what to fix without losing their events.
CREATE TABLE IF NOT EXISTS {{DATABASE}}.ingestion_warnings
(
    batch_id    UUID,
    seq         UInt32 COMMENT 'Position in the request, from 0',
    received_at DateTime64(6, 'UTC'),
    api_key     LowCardinality(String),
    uuid        UUID,
    event       LowCardinality(String),
    distinct_id String,
    warning     LowCardinality(String),
    detail      String
)
ENGINE = MergeTree
ORDER BY (received_at, batch_id, seq, warning)
SETTINGS non_replicated_deduplication_window = 10000;

CREATE MATERIALIZED VIEW IF NOT EXISTS {{DATABASE}}.mv_normalized_to_warnings TO {{DATABASE}}.ingestion_warnings AS
SELECT
    batch_id,
    seq,
    received_at,
    api_key,
    uuid,
    event,
    distinct_id,
    found.kind AS warning,
    found.detail AS detail
FROM {{DATABASE}}.normalized_events
ARRAY JOIN warnings AS found;
