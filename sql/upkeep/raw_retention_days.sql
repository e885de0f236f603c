-- For how many days raw_events keeps an event; 0 for ever.
-- As the table says, whatever RAW_RETENTION_DAYS is by now.
SELECT toUInt64OrZero(extract(engine_full, 'toIntervalDay\\((\\d+)\\)'))
FROM system.tables
WHERE database = '{{DATABASE}}' AND name = 'raw_events';
