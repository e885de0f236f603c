-- An id that only a claim names is a distinct id too, with the same uuid5 as everywhere else.
INSERT INTO identity_claims (source, target, kind, timestamp, uuid, refused) VALUES
    ('user_123', 'u', 'plain', '2026-01-03', '00000000-0000-4000-8000-000000000003', ''),
    ('null', 'u', 'plain', '2026-01-03', '00000000-0000-4000-8000-000000000004', 'illegal_distinct_id');
SELECT * FROM person_distinct_ids FORMAT Vertical;
