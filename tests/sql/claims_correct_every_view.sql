-- A claim changes the person in all four names at once, and only there: event_log stays as it is.
-- anon has two events and a property, u has one event, is identified and takes anon over.
INSERT INTO raw_events (batch_id, seq, received_at, event) VALUES
    ('00000000-0000-4000-8000-00000000000a', 0, now64(6), '{"uuid":"00000000-0000-4000-8000-000000000001","event":"a","distinct_id":"anon","timestamp":"2026-01-01T00:00:00Z","properties":{"$session_id":"s"},"$set":{"k":1}}'),
    ('00000000-0000-4000-8000-00000000000a', 1, now64(6), '{"uuid":"00000000-0000-4000-8000-000000000002","event":"b","distinct_id":"anon","timestamp":"2026-01-02T00:00:00Z","properties":{"$session_id":"s"}}');
SELECT event, distinct_id, person_id FROM events FINAL ORDER BY timestamp;
INSERT INTO raw_events (batch_id, seq, received_at, event) VALUES
    ('00000000-0000-4000-8000-00000000000b', 0, now64(6), '{"uuid":"00000000-0000-4000-8000-000000000003","event":"$identify","distinct_id":"u","timestamp":"2026-01-03T00:00:00Z","properties":{"$anon_distinct_id":"anon"}}');
SELECT event, distinct_id, person_id FROM events FINAL ORDER BY timestamp;
SELECT distinct_id, person_id FROM person_distinct_ids FINAL ORDER BY distinct_id;
SELECT session_id, distinct_id, person_id FROM sessions FINAL;
SELECT id, is_identified FROM persons FINAL;
INSERT INTO touched_ids SELECT own_person_id, 1, now64(6), now64(6) FROM person_ids;
SELECT id, properties, created_at, updated_at, last_seen_at, is_identified FROM persons FINAL;
SELECT DISTINCT person_id FROM event_log ORDER BY person_id;
