-- What was wrong with events: why one was rejected, with the raw row whole, so that it can be tried again when a rule changes;
-- and what was altered or ignored of accepted ones. Nothing is ever dropped without a row here; one that comes twice is one.
CREATE TABLE IF NOT EXISTS {{DATABASE}}.event_problems{{ON_CLUSTER}}
(
    batch_id      UUID,
    seq           UInt32 COMMENT 'Position in the request, from 0',
    received_at   DateTime64(6, 'UTC'),
    api_key       LowCardinality(String),
    origin        LowCardinality(String),
    ip            String,
    user_agent    String,
    sent_at       String,
    dialect       LowCardinality(String),
    sdk           LowCardinality(String),
    fallback_uuid UUID,
    is_rejected   UInt8 COMMENT 'Otherwise a warning',
    reason        LowCardinality(String) COMMENT 'Of the rejection, or kind of the warning',
    detail        String COMMENT 'Of a warning: the text that caused it',
    uuid          UUID,
    event         LowCardinality(String) COMMENT 'Its name, when it was accepted',
    distinct_id   String,
    raw_event     String COMMENT 'The text as received, when it was rejected' CODEC(ZSTD(1))
)
ENGINE = {{REPLICATED}}ReplacingMergeTree({{COMMON_PATH}})
ORDER BY (received_at, batch_id, seq, is_rejected, reason, detail)
SETTINGS replicated_deduplication_window = 0, merge_with_ttl_timeout = 86400, materialize_ttl_recalculate_only = 1,
    max_suspicious_broken_parts = 1000000, max_suspicious_broken_parts_bytes = 1000000000000;

CREATE MATERIALIZED VIEW IF NOT EXISTS {{DATABASE}}.mv_normalized_to_problems{{ON_CLUSTER}} TO {{DATABASE}}.event_problems AS
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
    tupleElement(normalized, 'reject_reason') != '' AS is_rejected,
    problem.kind AS reason,
    problem.detail AS detail,
    tupleElement(normalized, 'uuid') AS uuid,
    tupleElement(normalized, 'event') AS event,
    tupleElement(normalized, 'distinct_id') AS distinct_id,
    if(is_rejected, raw_event, '') AS raw_event
FROM {{DATABASE}}.normalized_events
ARRAY JOIN
    if(
        tupleElement(normalized, 'reject_reason') != '',
        [(tupleElement(normalized, 'reject_reason'), '')],
        tupleElement(normalized, 'warnings')
    )::Array(Tuple(kind String, detail String)) AS problem;
