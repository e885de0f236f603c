-- A replica that lags behind decides from what it knows. Looking at its claims once more, with all rows there, mends that.
-- a, b and c are one person. Without knowing of c, d is given to a, and x is joined with a, which decides about a and b anew.
SYSTEM STOP VIEW resolve_claims;
INSERT INTO raw_events (batch_id, seq, received_at, event) VALUES
    ('00000000-0000-4000-8000-00000000000a', 0, now64(6), '{"event":"$create_alias","distinct_id":"b","timestamp":"2026-01-01T00:00:00Z","properties":{"alias":"a"}}');
CREATE TABLE known_ids ENGINE = Memory AS SELECT * FROM person_ids;
CREATE TABLE known_claims ENGINE = Memory AS SELECT * FROM identity_claims;
INSERT INTO raw_events (batch_id, seq, received_at, event) VALUES
    ('00000000-0000-4000-8000-00000000000b', 0, now64(6), '{"event":"$create_alias","distinct_id":"c","timestamp":"2026-01-02T00:00:00Z","properties":{"alias":"b"}}');
SELECT distinct_id, root FROM person_ids FINAL ORDER BY distinct_id;
CREATE TABLE withheld_ids ENGINE = Memory AS SELECT * FROM person_ids WHERE root = 'c';
CREATE TABLE withheld_claims ENGINE = Memory AS SELECT * FROM identity_claims WHERE target = 'c';
TRUNCATE TABLE person_ids;
TRUNCATE TABLE identity_claims;
INSERT INTO person_ids SELECT * FROM known_ids;
INSERT INTO identity_claims SELECT * FROM known_claims;
INSERT INTO raw_events (batch_id, seq, received_at, event) VALUES
    ('00000000-0000-4000-8000-00000000000c', 0, now64(6), '{"event":"$create_alias","distinct_id":"a","timestamp":"2026-01-03T00:00:00Z","properties":{"alias":"d"}}'),
    ('00000000-0000-4000-8000-00000000000c', 1, now64(6), '{"event":"$merge_dangerously","distinct_id":"a","timestamp":"2026-01-04T00:00:00Z","properties":{"alias":"x"}}');
SELECT 'behind', distinct_id, root FROM person_ids FINAL ORDER BY distinct_id;
INSERT INTO person_ids SELECT * FROM withheld_ids;
INSERT INTO identity_claims SELECT * FROM withheld_claims;
SELECT 'all rows', distinct_id, root FROM person_ids FINAL ORDER BY distinct_id;
-- A decision of the last two seconds would be left alone: these become a minute old.
CREATE TABLE older_ids ENGINE = Memory AS SELECT * REPLACE (decided_at - INTERVAL 1 MINUTE AS decided_at) FROM person_ids;
TRUNCATE TABLE person_ids;
INSERT INTO person_ids SELECT * FROM older_ids;
INSERT INTO claims_to_resolve SELECT * EXCEPT claimed_at, 1 AS is_again, 1 AS keeps_recent FROM identity_claims WHERE source IN ('d', 'x');
SELECT 'again', distinct_id, root FROM person_ids FINAL ORDER BY distinct_id;
SELECT distinct_id, person_id = (SELECT any(target_person_id) FROM identity_claims WHERE target = 'c') FROM person_distinct_ids ORDER BY distinct_id;
