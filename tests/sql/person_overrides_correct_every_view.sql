-- A claim changes the person in all four names at once, and only there: event_log stays as it is.
-- anon has two events and a property, u has one event, is identified and takes anon over.
INSERT INTO normalized_events (uuid, event, distinct_id, person_id, session_id, timestamp, precedence, person_operations) VALUES
    ('00000000-0000-4000-8000-000000000001', 'a', 'anon', '61518fb1-715a-54d6-98ac-a32a7840ac7b', 's', '2026-01-01', 9, [('set', 'k', '1')]),
    ('00000000-0000-4000-8000-000000000002', 'b', 'anon', '61518fb1-715a-54d6-98ac-a32a7840ac7b', 's', '2026-01-02', 8, []);
SELECT event, distinct_id, person_id FROM events FINAL ORDER BY timestamp;
INSERT INTO normalized_events (uuid, event, distinct_id, person_id, session_id, timestamp, precedence, claims) VALUES
    ('00000000-0000-4000-8000-000000000003', '$identify', 'u', '51e69892-ab49-5f85-8623-0ccc57f8e1d1', '', '2026-01-03', 7, [
        ('identified', 'u', '51e69892-ab49-5f85-8623-0ccc57f8e1d1', 'u', ''),
        ('plain', 'anon', '61518fb1-715a-54d6-98ac-a32a7840ac7b', 'u', '')]);
SELECT event, distinct_id, person_id FROM events FINAL ORDER BY timestamp;
SELECT distinct_id, person_id FROM person_distinct_ids FINAL ORDER BY distinct_id;
SELECT session_id, distinct_id, person_id FROM sessions FINAL;
SELECT id, is_identified FROM persons FINAL;
SYSTEM REFRESH VIEW fold_persons;
SYSTEM WAIT VIEW fold_persons;
SELECT id, properties, created_at, updated_at, last_seen_at, is_identified FROM persons FINAL;
SELECT DISTINCT person_id FROM event_log ORDER BY person_id;
