-- A group is what its events say of it, of each property the latest, whatever the order of arrival; it is no person.
INSERT INTO raw_events (batch_id, seq, received_at, dialect, event) VALUES
    ('00000000-0000-4000-8000-00000000000a', 0, now64(6), '', '{"event":"$groupidentify","distinct_id":"company_acme","timestamp":"2026-03-01","uuid":"00000000-0000-4000-8000-000000000001","properties":{"$group_type":"company","$group_key":"acme","$group_set":{"name":"Acme","seats":7,"a.b":[1]}}}'),
    ('00000000-0000-4000-8000-00000000000a', 1, now64(6), '', '{"event":"$groupidentify","distinct_id":"u","timestamp":"2026-01-01","uuid":"00000000-0000-4000-8000-000000000002","properties":{"$group_type":"company","$group_key":"acme","$group_set":{"name":"Old","city":"é"}}}'),
    ('00000000-0000-4000-8000-00000000000a', 2, now64(6), '', '{"event":"$groupidentify","distinct_id":"u","timestamp":"2026-02-01","uuid":"00000000-0000-4000-8000-000000000003","properties":{"$group_type":"company","$group_key":42}}'),
    ('00000000-0000-4000-8000-00000000000a', 3, now64(6), 'segment', '{"type":"group","userId":"u","timestamp":"2026-02-01","messageId":"00000000-0000-4000-8000-000000000004","groupId":"acme","traits":{"plan":null}}'),
    ('00000000-0000-4000-8000-00000000000a', 4, now64(6), '', '{"event":"$groupidentify","distinct_id":"u","timestamp":"2026-02-01","uuid":"00000000-0000-4000-8000-000000000005","properties":{"$group_type":"company"}}');
SELECT group_type, group_key, properties, created_at, updated_at FROM groups ORDER BY group_type, group_key;
SELECT 'ids', count() FROM person_distinct_ids;
