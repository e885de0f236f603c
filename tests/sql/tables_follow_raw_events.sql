-- What is missing of raw events is stored by the next turn, once; a copy of an event is not missing, also when it was merged away.
-- 'b' is of another dialect; 'a' is the first of three copies, two of which share a batch; 'r' is rejected, and 'w' is altered.
-- 'twin' was received by another relay in the same microsecond as 'b', and is in the same place of its batch.
SYSTEM STOP VIEW follow_raw;
INSERT INTO raw_events (batch_id, seq, received_at, dialect, event)
    SELECT '00000000-0000-4000-8000-00000000000a', seq, now64(6) - INTERVAL 1 MINUTE, dialect, event
    FROM values('seq UInt32, dialect String, event String',
        (0, '', '{"event":"a","distinct_id":"u","timestamp":"2026-01-01T00:00:00Z","uuid":"00000000-0000-4000-8000-000000000001","$set":{"k":1}}'),
        (1, '', '{"event":"a","distinct_id":"u","timestamp":"2026-01-01T00:00:00Z","uuid":"00000000-0000-4000-8000-000000000001","$set":{"k":1}}'),
        (2, 'segment', '{"event":"b","userId":"u","timestamp":"2026-01-01T00:00:00Z","messageId":"00000000-0000-4000-8000-000000000002"}'),
        (3, '', '{"distinct_id":"r"}'),
        (4, '', '{"event":"w","distinct_id":"w","timestamp":"never","uuid":"00000000-0000-4000-8000-000000000003"}'));
INSERT INTO raw_events (batch_id, seq, received_at, event) SELECT '00000000-0000-4000-8000-00000000000b', 0, now64(6) - INTERVAL 50 SECOND, event
    FROM raw_events WHERE seq = 0;
INSERT INTO raw_events (batch_id, seq, received_at, event) SELECT '00000000-0000-4000-8000-00000000000d', 2, received_at,
    '{"event":"twin","distinct_id":"u","timestamp":"2026-01-01T00:00:00Z"}' FROM raw_events WHERE seq = 2;
OPTIMIZE TABLE event_log FINAL;
SELECT count() FROM event_log;
SYSTEM START VIEW follow_raw;
SYSTEM REFRESH VIEW follow_raw;
SYSTEM WAIT VIEW follow_raw;
SYSTEM STOP VIEW follow_raw;
SELECT 'nothing is missing', (SELECT count() FROM event_log), (SELECT count() FROM rejected_events), (SELECT count() FROM ingestion_warnings);
ALTER TABLE event_log DELETE WHERE event IN ('b', 'w') SETTINGS mutations_sync = 2;
TRUNCATE TABLE event_problems;
SELECT 'missing', (SELECT count() FROM event_log), (SELECT count() FROM rejected_events), (SELECT count() FROM ingestion_warnings);
SYSTEM START VIEW follow_raw;
SYSTEM REFRESH VIEW follow_raw;
SYSTEM WAIT VIEW follow_raw;
SYSTEM STOP VIEW follow_raw;
SELECT 'completed', (SELECT count() FROM event_log), (SELECT count() FROM rejected_events), (SELECT count() FROM ingestion_warnings);
SELECT event, distinct_id, timestamp = inserted_at, is_deleted FROM event_log ORDER BY event;
SELECT seq, reason, event FROM rejected_events;
INSERT INTO raw_events (batch_id, seq, received_at, event) VALUES
    ('00000000-0000-4000-8000-00000000000c', 0, now64(6), '{"event":"under_way","distinct_id":"u"}');
ALTER TABLE event_log DELETE WHERE event = 'under_way' SETTINGS mutations_sync = 2;
SYSTEM START VIEW follow_raw;
SYSTEM REFRESH VIEW follow_raw;
SYSTEM WAIT VIEW follow_raw;
SYSTEM STOP VIEW follow_raw;
SELECT 'under way', count() FROM event_log WHERE event = 'under_way';
SELECT 'failed', count() FROM system.view_refreshes WHERE view = 'follow_raw' AND exception != '';
