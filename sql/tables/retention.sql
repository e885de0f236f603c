-- How long raw events, events and what was wrong with them are kept. Re-runnable, because the variables may change after the tables
-- were made. What changes is told to stored parts as well; only raw events leave in whole parts, the others are rewritten without old rows.
ALTER TABLE {{DATABASE}}.raw_events{{ON_CLUSTER}} MODIFY TTL toDateTime(received_at) + INTERVAL {{RAW_RETENTION_DAYS}} DAY;

ALTER TABLE {{DATABASE}}.event_log{{LOCAL}}{{ON_CLUSTER}} MODIFY TTL timestamp + INTERVAL {{EVENT_RETENTION_DAYS}} DAY;

ALTER TABLE {{DATABASE}}.event_problems{{ON_CLUSTER}} MODIFY TTL received_at + INTERVAL {{EVENT_RETENTION_DAYS}} DAY;
