-- A person that was folded after a change was stored is left alone. Otherwise it is folded with all its ids, whichever was touched;
-- a person that lost its own id goes; an id without properties makes no person, and its times alone are no reason to fold it.
SYSTEM STOP VIEW fold_persons;
INSERT INTO raw_events (batch_id, seq, received_at, event) VALUES
    ('00000000-0000-4000-8000-00000000000a', 0, now64(6), '{"event":"x","distinct_id":"device","timestamp":"2026-01-01T00:00:00Z","$set":{"a":1}}'),
    ('00000000-0000-4000-8000-00000000000a', 1, now64(6), '{"event":"x","distinct_id":"nobody","timestamp":"2026-01-01T00:00:00Z"}');
INSERT INTO touched_ids SELECT own_person_id, 1, '2026-02-01', '2026-02-01' FROM id_activity;
SELECT 'alone', distinct_id, properties, folded_at FROM person_rows FINAL WHERE NOT is_deleted;
INSERT INTO raw_events (batch_id, seq, received_at, event) VALUES
    ('00000000-0000-4000-8000-00000000000b', 0, now64(6), '{"event":"$identify","distinct_id":"ann","timestamp":"2026-01-02T00:00:00Z","properties":{"$anon_distinct_id":"device"},"$set":{"b":2}}');
INSERT INTO touched_ids SELECT own_person_id, 1, '2026-02-02', '2026-02-02' FROM id_activity;
SELECT 'merged', distinct_id, properties, is_deleted, folded_at FROM person_rows FINAL ORDER BY is_deleted;
INSERT INTO touched_ids SELECT own_person_id, 1, '2026-02-02', '2026-02-03' FROM id_activity WHERE distinct_id = 'device';
SELECT 'folded since', distinct_id, properties, folded_at FROM person_rows FINAL WHERE NOT is_deleted;
INSERT INTO touched_ids SELECT own_person_id, 0, '2026-02-03', '2026-02-04' FROM id_activity WHERE distinct_id != 'ann';
SELECT 'by one id', distinct_id, properties, folded_at FROM person_rows FINAL WHERE NOT is_deleted;
