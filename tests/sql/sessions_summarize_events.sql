-- Empty session ids and deleted events do not count. Ends and the latest values follow the timestamp, not the insert.
-- The same session id under another api key is another session. A copy that is not merged yet does not count.
INSERT INTO event_log (uuid, api_key, event, distinct_id, session_id, timestamp, current_url, host, properties, is_deleted) VALUES
    ('00000000-0000-4000-8000-000000000003', 'k', 'paid', 'u', 's1', '2026-01-01 00:02:30', '', '', '{}', 0),
    ('00000000-0000-4000-8000-000000000001', 'k', '$pageview', 'anon', 's1', '2026-01-01 00:00:00', 'https://shop/a', 'shop', '{}', 0),
    ('00000000-0000-4000-8000-000000000002', 'k', '$autocapture', 'anon', 's1', '2026-01-01 00:01:00', 'https://shop/b', 'shop', '{}', 0),
    ('00000000-0000-4000-8000-000000000004', 'k', '$pageview', 'u', 's1', '2026-01-01 00:09:00', 'https://shop/deleted', 'shop', '{}', 1),
    ('00000000-0000-4000-8000-000000000005', 'k', '$pageview', 'u', '', '2026-01-01 00:03:00', 'https://shop/none', 'shop', '{}', 0),
    ('00000000-0000-4000-8000-000000000006', 'other', '$pageview', 'u', 's1', '2026-01-01 00:03:00', 'https://other/', 'other', '{}', 0);
SYSTEM STOP MERGES event_log;
INSERT INTO event_log (uuid, api_key, event, distinct_id, session_id, timestamp, current_url, host, properties, is_deleted) VALUES
    ('00000000-0000-4000-8000-000000000001', 'k', '$pageview', 'anon', 's1', '2026-01-01 00:00:00', 'https://shop/a', 'shop', '{}', 0);
SELECT * EXCEPT person_id FROM sessions ORDER BY api_key FORMAT Vertical;
