-- identity_state tells when each id was decided, so that of two decisions the later one can be told.
-- A squash needs that, which makes the map anew while inserts go on.
CREATE OR REPLACE TABLE {{DATABASE}}.identity_state
(
    distinct_id_hash UInt64 COMMENT 'cityHash64(distinct_id)',
    owner_hash       UInt64,
    claimed_at       DateTime64(6, 'UTC'),
    claim_uuid       UUID,
    is_identified    UInt8,
    person_id        UUID,
    decided_at       DateTime64(6, 'UTC')
)
ENGINE = Join(ANY, LEFT, distinct_id_hash)
SETTINGS join_any_take_last_row = 1;

ALTER TABLE {{DATABASE}}.mv_decisions_to_state MODIFY QUERY
SELECT cityHash64(distinct_id) AS distinct_id_hash, owner_hash, claimed_at, claim_uuid, is_identified, person_id, decided_at
FROM {{DATABASE}}.identity_decisions;

INSERT INTO {{DATABASE}}.identity_state
SELECT cityHash64(distinct_id), latest.1, latest.2, latest.3, latest.4, latest.5, latest.6
FROM
(
    SELECT distinct_id, argMax((owner_hash, claimed_at, claim_uuid, is_identified, person_id, decided_at), decided_at) AS latest
    FROM {{DATABASE}}.identity_decisions
    GROUP BY distinct_id
);
