ALTER TABLE product_analytics.mv_normalized_to_shifted ON CLUSTER `main` MODIFY QUERY
SELECT event, distinct_id, uuid, received_at
FROM product_analytics.normalized_events
WHERE reject_reason = ''
    AND uuid != fallback_uuid
    AND multiIf(
        timestamp = received_at, 1,
        sent_at = '', 0,
        abs(toUnixTimestamp64Micro(received_at) - toUnixTimestamp64Micro(parseDateTime64BestEffortOrZero(sent_at, 6, 'UTC'))) > 59000000);
