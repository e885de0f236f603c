-- The reconciler in two steps: the view that runs every two seconds looks for claims, and only where it finds some does
-- ClickHouse plan the rest and start the program. So it costs little while nothing happens.
CREATE TABLE IF NOT EXISTS {{DATABASE}}.ids_to_resolve
(
    distinct_id   String,
    own_person_id UUID,
    started_at    DateTime64(6, 'UTC'),
    settled_at    DateTime64(6, 'UTC'),
    from_block    UInt64,
    to_block      UInt64
)
ENGINE = Null;

ALTER TABLE {{DATABASE}}.resolved_ids
    ADD COLUMN IF NOT EXISTS settled_at DateTime64(6, 'UTC') COMMENT 'Decisions made later may rest on claims that this run did not see';

-- Those are left alone: a run that begins after such an insert takes its claims.
ALTER TABLE {{DATABASE}}.mv_resolved_to_decisions MODIFY QUERY
SELECT
    distinct_id, own_person_id, owner_hash, claimed_at, claim_uuid, is_identified, person_id, previous_person_id,
    nowInBlock64(6, 'UTC') AS decided_at
FROM {{DATABASE}}.resolved_ids
WHERE is_changed AND joinGet('{{DATABASE}}.identity_state', 'decided_at', cityHash64(distinct_id)) < settled_at;

-- Resolves the named ids, and all others of the persons that they are or ever were part of: nothing else can change.
-- In an IN, ClickHouse sees what is inserted only when that comes first in the UNION.
CREATE MATERIALIZED VIEW IF NOT EXISTS {{DATABASE}}.mv_ids_to_resolved TO {{DATABASE}}.resolved_ids AS
WITH
    persons AS
    (
        SELECT own_person_id AS person_id FROM {{DATABASE}}.ids_to_resolve
        UNION ALL
        SELECT person_id FROM {{DATABASE}}.identity_decisions
        WHERE distinct_id IN (SELECT distinct_id FROM {{DATABASE}}.ids_to_resolve)
    ),
    unresolved AS
    (
        SELECT distinct_id FROM {{DATABASE}}.ids_to_resolve
        UNION DISTINCT
        SELECT distinct_id
        FROM {{DATABASE}}.identity_decisions
        WHERE person_id IN (SELECT person_id FROM persons)
            AND joinGet('{{DATABASE}}.identity_state', 'person_id', cityHash64(distinct_id)) IN (SELECT person_id FROM persons)
    )
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
    isNull(joinGetOrNull('{{DATABASE}}.identity_state', 'person_id', cityHash64(distinct_id)))
        OR previous_person_id != person_id
        OR joinGet('{{DATABASE}}.identity_state', 'owner_hash', cityHash64(distinct_id)) != owner_hash
        OR joinGet('{{DATABASE}}.identity_state', 'claimed_at', cityHash64(distinct_id)) != claimed_at
        OR joinGet('{{DATABASE}}.identity_state', 'claim_uuid', cityHash64(distinct_id)) != claim_uuid
        OR joinGet('{{DATABASE}}.identity_state', 'is_identified', cityHash64(distinct_id)) != is_identified
        OR ifNull(joinGetOrNull('{{DATABASE}}.person_overrides', 'person_id', cityHash64(distinct_id)) != person_id, 0) AS is_changed,
    run.started_at AS started_at,
    run.settled_at AS settled_at,
    run.from_block AS from_block,
    run.to_block AS to_block
FROM
(
    SELECT any(started_at) AS started_at, any(settled_at) AS settled_at, any(from_block) AS from_block, any(to_block) AS to_block
    FROM {{DATABASE}}.ids_to_resolve
) AS run
CROSS JOIN executable(
    'identity_roots',
    'RowBinary',
    'distinct_id String, own_person_id UUID, person_id UUID, owner String, claimed_at DateTime64(6), claim_uuid UUID, is_identified UInt8, verdicts Array(Tuple(kind String, target String, uuid UUID, refused String))',
    (
        SELECT toString(kind), source, target, timestamp, uuid
        FROM {{DATABASE}}.identity_claims FINAL
        WHERE source IN (SELECT distinct_id FROM unresolved)
    ),
    SETTINGS check_exit_code = 1, command_read_timeout = 600000
) AS root
WHERE distinct_id IN (SELECT distinct_id FROM unresolved);

DROP VIEW IF EXISTS {{DATABASE}}.reconcile_identity;

-- An insert of more than three seconds does not hold up the merges of others.
CREATE MATERIALIZED VIEW IF NOT EXISTS {{DATABASE}}.reconcile_identity REFRESH EVERY 2 SECOND APPEND TO {{DATABASE}}.ids_to_resolve AS
WITH (SELECT (started_at, settled_at, from_block, to_block) FROM {{DATABASE}}.background_reach WHERE job = 'identity') AS reach
SELECT DISTINCT
    distinct_id,
    own_person_id,
    assumeNotNull(reach.1) AS started_at,
    assumeNotNull(greatest(reach.2, reach.1 - INTERVAL 3 SECOND)) AS settled_at,
    assumeNotNull(reach.3) AS from_block,
    assumeNotNull(reach.4) AS to_block
FROM {{DATABASE}}.claimed_ids;

DROP VIEW IF EXISTS {{DATABASE}}.unresolved_ids;
