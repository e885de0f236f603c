-- A person that nothing makes one any more does not show, however long ago that was.
INSERT INTO person_rows (id, distinct_id, properties, is_deleted, folded_at) VALUES
    ('00000000-0000-4000-8000-000000000001', 'merged', '{}', 0, '2026-01-01 00:00:00'),
    ('00000000-0000-4000-8000-000000000001', 'merged', '{}', 1, '2026-01-01 00:00:01'),
    ('00000000-0000-4000-8000-000000000002', 'ann', '{}', 0, '2026-01-01 00:00:00');
SELECT distinct_id, is_deleted FROM persons;
