ALTER TABLE product_analytics.mv_normalized_to_shifted ON CLUSTER `main` MODIFY QUERY
SELECT event, distinct_id, uuid, received_at
FROM product_analytics.normalized_events
WHERE reject_reason = ''
    AND uuid != fallback_uuid
    AND multiIf(
        timestamp = received_at, 1,
        sent_at = '', 0,
        abs(toUnixTimestamp64Micro(received_at) - toUnixTimestamp64Micro(parseDateTime64BestEffortOrZero(sent_at, 6, 'UTC'))) > 59000000);

DROP VIEW IF EXISTS product_analytics.mv_normalized_to_touched ON CLUSTER `main` SYNC;

CREATE MATERIALIZED VIEW IF NOT EXISTS product_analytics.mv_normalized_to_touched ON CLUSTER `main` TO product_analytics.touched_ids AS
SELECT DISTINCT touched.1 AS distinct_id, touched.2 AS own_person_id
FROM product_analytics.normalized_events AS normalized
ARRAY JOIN arrayPushBack(arrayMap(claim -> (claim.source, claim.source_person_id), claims), (normalized.distinct_id, person_id)) AS touched
WHERE reject_reason = '';

CREATE MATERIALIZED VIEW IF NOT EXISTS product_analytics.mv_resolved_to_touched ON CLUSTER `main` TO product_analytics.touched_ids AS
SELECT DISTINCT distinct_id, own_person_id
FROM product_analytics.resolved_ids
WHERE is_changed OR arrayExists(verdict -> verdict.refused != '', verdicts);

DROP VIEW IF EXISTS product_analytics.mv_claims_to_touched ON CLUSTER `main`;

DROP VIEW IF EXISTS product_analytics.mv_decisions_to_touched ON CLUSTER `main`;
