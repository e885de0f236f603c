CREATE OR REPLACE VIEW product_analytics.insert_outcome ON CLUSTER `main` AS
WITH
    raw AS
    (
        SELECT
            batch_id,
            seq,
            normalize_event_sql_v1(event, received_at, sent_at, fallback_uuid) AS normalized
        FROM product_analytics.raw_events
        WHERE received_at >= {since:DateTime64(6, 'UTC')} AND batch_id IN {batch_ids:Array(UUID)}
    )
SELECT
    count() AS raw_events,
    countIf(normalized.reject_reason = '' AND normalized.uuid NOT IN (
        SELECT uuid FROM product_analytics.event_log WHERE inserted_at >= {since:DateTime64(6, 'UTC')}
    )) AS missing_events,
    countIf(normalized.reject_reason != '' AND (batch_id, seq) NOT IN (
        SELECT batch_id, seq FROM product_analytics.rejected_events WHERE received_at >= {since:DateTime64(6, 'UTC')}
    )) AS missing_rejects,
    countIf(notEmpty(normalized.warnings) AND (batch_id, seq) NOT IN (
        SELECT batch_id, seq FROM product_analytics.ingestion_warnings WHERE received_at >= {since:DateTime64(6, 'UTC')}
    )) AS missing_warnings
FROM raw;
