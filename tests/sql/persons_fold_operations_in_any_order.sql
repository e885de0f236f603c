-- Inserted newest first: the fold must sort. plan: set, unset, set_once later; name: set beats set_once; city: the
-- earliest set_once; gone: unset last; nothing: null is a value; tie: set and set_once of one event.
INSERT INTO normalized_events (uuid, event, distinct_id, person_id, timestamp, person_operations) VALUES
    ('00000000-0000-4000-8000-000000000003', 'x', 'u', '51e69892-ab49-5f85-8623-0ccc57f8e1d1', '2026-01-03', [
        ('set_once', 'name', '"Once"'), ('set_once', 'plan', '"late"')]),
    ('00000000-0000-4000-8000-000000000002', 'x', 'u', '51e69892-ab49-5f85-8623-0ccc57f8e1d1', '2026-01-02', [
        ('set_once', 'city', '"B"'), ('set', 'name', '"New"'), ('unset', 'plan', '')]),
    ('00000000-0000-4000-8000-000000000001', 'x', 'u', '51e69892-ab49-5f85-8623-0ccc57f8e1d1', '2026-01-01', [
        ('unset', 'gone', ''), ('set', 'gone', '1'), ('set', 'nothing', 'null'), ('set', 'tie', '2'),
        ('set', 'name', '"Old"'), ('set', 'plan', '"early"'), ('set_once', 'city', '"A"'), ('set_once', 'tie', '1')]),
    ('00000000-0000-4000-8000-000000000009', 'x', 'nobody', '365ec17a-675f-5273-bc16-c74761ad83f2', '2026-01-01', []);
SYSTEM REFRESH VIEW fold_persons;
SYSTEM WAIT VIEW fold_persons;
SELECT * FROM persons FORMAT Vertical;
