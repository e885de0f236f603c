-- What an insert that was sent again has stored. ClickHouse notes the token of a block before it stores the block, so a
-- kill in between makes it skip the block for ever; the relay asks here before it acknowledges a repeated insert.
CREATE OR REPLACE VIEW {{DATABASE}}.insert_outcome AS
WITH
    raw AS
    (
        SELECT
            batch_id,
            seq,
            {{NORMALIZE_EVENT}}(event, received_at, sent_at, fallback_uuid) AS normalized
        FROM {{DATABASE}}.raw_events
        WHERE received_at >= {since:DateTime64(6, 'UTC')} AND batch_id IN {batch_ids:Array(UUID)}
    )
SELECT
    count() AS raw_events,
    countIf(normalized.reject_reason = '' AND normalized.uuid NOT IN (
        SELECT uuid FROM {{DATABASE}}.event_log WHERE inserted_at >= {since:DateTime64(6, 'UTC')}
    )) AS missing_events,
    countIf(normalized.reject_reason != '' AND (batch_id, seq) NOT IN (
        SELECT batch_id, seq FROM {{DATABASE}}.rejected_events WHERE received_at >= {since:DateTime64(6, 'UTC')}
    )) AS missing_rejects,
    countIf(notEmpty(normalized.warnings) AND (batch_id, seq) NOT IN (
        SELECT batch_id, seq FROM {{DATABASE}}.ingestion_warnings WHERE received_at >= {since:DateTime64(6, 'UTC')}
    )) AS missing_warnings
FROM raw;
