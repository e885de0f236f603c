-- An id that only a claim names is a distinct id too, and belongs to the claim's target at once. An illegal one is nobody.
INSERT INTO identity_claims (source, source_person_id, target, target_person_id, kind, timestamp, uuid, refused) VALUES
    ('user_123', 'c0486609-82cd-5d27-a86e-f354f09b7ee0', 'u', '10000000-0000-5000-8000-00000000000b', 'plain', '2026-01-03', '00000000-0000-4000-8000-000000000003', ''),
    ('null', '00000000-0000-5000-8000-000000000001', 'u', '10000000-0000-5000-8000-00000000000b', 'plain', '2026-01-03', '00000000-0000-4000-8000-000000000004', 'illegal_distinct_id');
SELECT * FROM person_distinct_ids FORMAT Vertical;
