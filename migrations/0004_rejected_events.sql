-- Events that broke a rule: the raw row whole, with the reason, so that it can be tried again when a rule changes.
-- Nothing is ever dropped without a row here.
CREATE TABLE IF NOT EXISTS {{DATABASE}}.rejected_events
(
    batch_id      UUID,
    seq           UInt32 COMMENT 'Position in the request, from 0',
    received_at   DateTime64(6, 'UTC'),
    api_key       LowCardinality(String),
    origin        LowCardinality(String),
    ip            String,
    user_agent    String,
    sent_at       String,
    fallback_uuid UUID,
    reason        LowCardinality(String),
    event         String COMMENT 'The text as received' CODEC(ZSTD(1))
)
ENGINE = MergeTree
ORDER BY (received_at, batch_id, seq)
SETTINGS non_replicated_deduplication_window = 10000;

CREATE MATERIALIZED VIEW IF NOT EXISTS {{DATABASE}}.mv_normalized_to_rejected TO {{DATABASE}}.rejected_events AS
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
    reject_reason AS reason,
    raw_event AS event
FROM {{DATABASE}}.normalized_events
WHERE reject_reason != '';
