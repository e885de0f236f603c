-- How long raw events are kept. Re-runnable, because RAW_RETENTION_DAYS may change after the table was made.
-- Only whole expired parts are dropped, so changing it rewrites nothing.
ALTER TABLE {{DATABASE}}.raw_events{{ON_CLUSTER}}
    MODIFY TTL toDateTime(received_at) + INTERVAL {{RAW_RETENTION_DAYS}} DAY
    SETTINGS materialize_ttl_after_modify = 0;
