-- The same rows from a view that costs ClickHouse less to plan, which it does with every insert.
-- parseDateTime64BestEffortOrZero needs no branch for NULL.
ALTER TABLE {{DATABASE}}.mv_normalized_to_shifted MODIFY QUERY
SELECT event, distinct_id, uuid, received_at
FROM {{DATABASE}}.normalized_events
WHERE reject_reason = ''
    AND uuid != fallback_uuid
    AND multiIf(
        timestamp = received_at, 1,
        sent_at = '', 0,
        abs(toUnixTimestamp64Micro(received_at) - toUnixTimestamp64Micro(parseDateTime64BestEffortOrZero(sent_at, 6, 'UTC'))) > 59000000);
