-- Inserted newest first: the fold must sort. plan: set, unset, set_once later; name: set beats set_once; city: the
-- earliest set_once; gone: unset last; nothing: null is a value; tie: set and set_once of one event.
INSERT INTO raw_events (batch_id, seq, received_at, event) VALUES
    ('00000000-0000-4000-8000-00000000000a', 0, now64(6), '{"uuid":"00000000-0000-4000-8000-000000000003","event":"x","distinct_id":"u","timestamp":"2026-01-03T00:00:00Z","$set_once":{"name":"Once","plan":"late"}}');
INSERT INTO raw_events (batch_id, seq, received_at, event) VALUES
    ('00000000-0000-4000-8000-00000000000b', 0, now64(6), '{"uuid":"00000000-0000-4000-8000-000000000002","event":"x","distinct_id":"u","timestamp":"2026-01-02T00:00:00Z","$set_once":{"city":"B"},"$set":{"name":"New"},"$unset":["plan"]}');
INSERT INTO raw_events (batch_id, seq, received_at, event) VALUES
    ('00000000-0000-4000-8000-00000000000c', 0, now64(6), '{"uuid":"00000000-0000-4000-8000-000000000001","event":"x","distinct_id":"u","timestamp":"2026-01-01T00:00:00Z","$unset":["gone"],"$set":{"gone":1,"nothing":null,"tie":2,"name":"Old","plan":"early"},"$set_once":{"city":"A","tie":1}}'),
    ('00000000-0000-4000-8000-00000000000c', 1, now64(6), '{"uuid":"00000000-0000-4000-8000-000000000009","event":"x","distinct_id":"nobody","timestamp":"2026-01-01T00:00:00Z"}');
INSERT INTO touched_ids SELECT own_person_id, 1, now64(6), now64(6) FROM id_activity;
SELECT * FROM persons FORMAT Vertical;
