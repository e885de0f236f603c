-- The reconciler steps back: it leaves alone what an insert has just decided, whose claims it may not have read.
-- For that identity_state tells when each id was decided.
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

ALTER TABLE {{DATABASE}}.resolved_ids
    ADD COLUMN IF NOT EXISTS settled_before DateTime64(6, 'UTC') COMMENT 'The claims behind earlier decisions had been seen';

-- What is skipped here was decided by an insert whose claims the next runs read.
ALTER TABLE {{DATABASE}}.mv_resolved_to_decisions MODIFY QUERY
SELECT distinct_id, own_person_id, owner_hash, claimed_at, claim_uuid, is_identified, person_id, previous_person_id
FROM {{DATABASE}}.resolved_ids
WHERE is_changed AND joinGet('{{DATABASE}}.identity_state', 'decided_at', cityHash64(distinct_id)) < settled_before;

-- An insert writes the maps before its claims can be read: whatever was decided since the oldest insert under way began
-- may rest on claims unseen. The bound keeps the five seconds of races, while one insert is slow.
ALTER TABLE {{DATABASE}}.reconcile_identity MODIFY QUERY
SELECT
    distinct_id,
    own_person_id,
    if(owner = '', 0, cityHash64(owner)) AS owner_hash,
    claimed_at,
    claim_uuid,
    is_identified,
    person_id,
    coalesce(joinGetOrNull('{{DATABASE}}.identity_state', 'person_id', cityHash64(distinct_id)), own_person_id) AS previous_person_id,
    verdicts,
    joinGet('{{DATABASE}}.identity_state', 'decided_at', cityHash64(distinct_id)) < settled_before
        AND (
            isNull(joinGetOrNull('{{DATABASE}}.identity_state', 'person_id', cityHash64(distinct_id)))
            OR previous_person_id != person_id
            OR joinGet('{{DATABASE}}.identity_state', 'owner_hash', cityHash64(distinct_id)) != owner_hash
            OR joinGet('{{DATABASE}}.identity_state', 'claimed_at', cityHash64(distinct_id)) != claimed_at
            OR joinGet('{{DATABASE}}.identity_state', 'claim_uuid', cityHash64(distinct_id)) != claim_uuid
            OR joinGet('{{DATABASE}}.identity_state', 'is_identified', cityHash64(distinct_id)) != is_identified
            OR ifNull(joinGetOrNull('{{DATABASE}}.person_overrides', 'person_id', cityHash64(distinct_id)) != person_id, 0)
        ) AS is_changed,
    now64(6) AS started_at,
    (SELECT max(block) FROM {{DATABASE}}.background_progress WHERE job = 'identity') AS from_block,
    (SELECT max(max_block_number) FROM system.parts WHERE database = '{{DATABASE}}' AND table = 'identity_claims' AND active) AS to_block,
    (
        SELECT now64(6, 'UTC') - toIntervalMicrosecond(toUInt64(1000000 * least(max(elapsed), 2)))
        FROM system.processes
        WHERE query_kind = 'Insert'
    ) AS settled_before
FROM executable(
    'identity_roots',
    'RowBinary',
    'distinct_id String, own_person_id UUID, person_id UUID, owner String, claimed_at DateTime64(6), claim_uuid UUID, is_identified UInt8, verdicts Array(Tuple(kind String, target String, uuid UUID, refused String))',
    (
        SELECT toString(kind), source, target, timestamp, uuid
        FROM {{DATABASE}}.identity_claims FINAL
        WHERE source IN (SELECT distinct_id FROM {{DATABASE}}.unresolved_ids)
    ),
    SETTINGS check_exit_code = 1, command_read_timeout = 600000
)
WHERE distinct_id IN (SELECT distinct_id FROM {{DATABASE}}.unresolved_ids);
