-- An insert that is tried again may store what was wrong with its events twice. It shows once, merged or not.
SYSTEM STOP MERGES event_problems;
INSERT INTO raw_events (batch_id, seq, received_at, api_key, event) VALUES
    ('00000000-0000-4000-8000-00000000000a', 0, '2026-01-01 00:00:00', 'k', '{"distinct_id":"u"}'),
    ('00000000-0000-4000-8000-00000000000a', 1, '2026-01-01 00:00:00', 'k', '{"uuid":"00000000-0000-4000-8000-000000000001","event":"x","distinct_id":"u","$set":"text"}');
INSERT INTO event_problems SELECT * FROM event_problems;
SELECT count() FROM event_problems;
SELECT seq, reason, event FROM rejected_events;
SELECT seq, uuid, event, warning, detail FROM ingestion_warnings;
