-- A row in the identity map changes the person in all four names at once, and only there: event_log stays as it is.
-- anon has two events and a property, u has one event and is identified; the map says that anon belongs to u.
INSERT INTO event_log (uuid, event, distinct_id, person_id, session_id, timestamp, properties) VALUES
    ('00000000-0000-4000-8000-000000000001', 'a', 'anon', '10000000-0000-5000-8000-00000000000a', 's', '2026-01-01', '{}'),
    ('00000000-0000-4000-8000-000000000002', 'b', 'anon', '10000000-0000-5000-8000-00000000000a', 's', '2026-01-02', '{}'),
    ('00000000-0000-4000-8000-000000000003', '$identify', 'u', '10000000-0000-5000-8000-00000000000b', '', '2026-01-03', '{}');
INSERT INTO person_property_ops (distinct_id, person_id, timestamp, uuid, operations) VALUES
    ('anon', '10000000-0000-5000-8000-00000000000a', '2026-01-01', '00000000-0000-4000-8000-000000000001', [('set', 'k', '1')]);
INSERT INTO identity_claims (source, source_person_id, target, kind, timestamp, uuid, refused) VALUES
    ('u', '10000000-0000-5000-8000-00000000000b', 'u', 'identified', '2026-01-03', '00000000-0000-4000-8000-000000000003', ''),
    ('anon', '10000000-0000-5000-8000-00000000000a', 'u', 'plain', '2026-01-03', '00000000-0000-4000-8000-000000000003', '');
INSERT INTO person_overrides SELECT cityHash64('anon'), toUUID('10000000-0000-5000-8000-00000000000b');
SELECT event, distinct_id, person_id FROM events FINAL ORDER BY timestamp;
SELECT distinct_id, person_id FROM person_distinct_ids FINAL ORDER BY distinct_id;
SELECT session_id, distinct_id, person_id FROM sessions FINAL;
SELECT id, properties, created_at, updated_at, last_seen_at, is_identified FROM persons FINAL;
SELECT DISTINCT person_id FROM event_log ORDER BY person_id;
