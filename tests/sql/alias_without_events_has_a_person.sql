-- An id that only a claim names is a distinct id too, and belongs to the claim's target at once. An illegal one is nobody.
INSERT INTO raw_events (batch_id, seq, received_at, event) VALUES
    ('00000000-0000-4000-8000-00000000000a', 0, now64(6), '{"event":"$create_alias","distinct_id":"u","timestamp":"2026-01-03T00:00:00Z","properties":{"alias":"user_123"}}'),
    ('00000000-0000-4000-8000-00000000000a', 1, now64(6), '{"event":"$create_alias","distinct_id":"u","timestamp":"2026-01-03T00:00:00Z","properties":{"alias":"null"}}');
SELECT * FROM person_distinct_ids ORDER BY distinct_id FORMAT Vertical;
SELECT source, refused FROM identity_claims FINAL ORDER BY source;
