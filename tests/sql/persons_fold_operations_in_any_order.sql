-- Inserted newest first: the fold must sort. plan: set, unset, set_once later; name: set beats set_once; city: the
-- earliest set_once; gone: unset last; nothing: null is a value; tie: set and set_once of one event.
INSERT INTO event_log (uuid, event, distinct_id, person_id, timestamp, properties) VALUES
    ('00000000-0000-4000-8000-000000000003', 'x', 'u', '10000000-0000-5000-8000-000000000001', '2026-01-03', '{}'),
    ('00000000-0000-4000-8000-000000000002', 'x', 'u', '10000000-0000-5000-8000-000000000001', '2026-01-02', '{}'),
    ('00000000-0000-4000-8000-000000000001', 'x', 'u', '10000000-0000-5000-8000-000000000001', '2026-01-01', '{}'),
    ('00000000-0000-4000-8000-000000000009', 'x', 'nobody', '10000000-0000-5000-8000-000000000009', '2026-01-01', '{}');
INSERT INTO person_property_ops (distinct_id, person_id, timestamp, uuid, operations) VALUES
    ('u', '10000000-0000-5000-8000-000000000001', '2026-01-03', '00000000-0000-4000-8000-000000000003', [
        ('set_once', 'name', '"Once"'), ('set_once', 'plan', '"late"')]),
    ('u', '10000000-0000-5000-8000-000000000001', '2026-01-02', '00000000-0000-4000-8000-000000000002', [
        ('set_once', 'city', '"B"'), ('set', 'name', '"New"'), ('unset', 'plan', '')]),
    ('u', '10000000-0000-5000-8000-000000000001', '2026-01-01', '00000000-0000-4000-8000-000000000001', [
        ('unset', 'gone', ''), ('set', 'gone', '1'), ('set', 'nothing', 'null'), ('set', 'tie', '2'),
        ('set', 'name', '"Old"'), ('set', 'plan', '"early"'), ('set_once', 'city', '"A"'), ('set_once', 'tie', '1')]);
SELECT * FROM persons FORMAT Vertical;
