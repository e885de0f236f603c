-- What the claims of one insert decide, in steps that ClickHouse plans quickly: each id by itself, then its owner's part,
-- then, only where an owner moved, the ids it owns. One view for all of it cost more than the rest of an insert.
CREATE TABLE IF NOT EXISTS {{DATABASE}}.near_decisions
(
    distinct_id      String,
    id               UInt64 COMMENT 'cityHash64(distinct_id)',
    own_person_id    UUID,
    known_person_id  Nullable(UUID) COMMENT 'known_…: decided before this insert; NULL when nothing was',
    known_owner      UInt64,
    known_claim_uuid UUID,
    known_identified UInt8,
    owner_hash       UInt64,
    claimed_at       DateTime64(6, 'UTC'),
    claim_uuid       UUID,
    is_identified    UInt8,
    near_person_id   UUID COMMENT 'The person, if the owner stays where it was known to be'
)
ENGINE = Null;

-- Ids that already had a person and get another one, or another owner, and all ids of the insert: one row, or none.
CREATE TABLE IF NOT EXISTS {{DATABASE}}.moved_ids
(
    ids Array(Tuple(id UInt64, owner_hash UInt64, near_person_id UUID, is_moved UInt8))
)
ENGINE = Null;

CREATE MATERIALIZED VIEW IF NOT EXISTS {{DATABASE}}.mv_near_to_decisions TO {{DATABASE}}.identity_decisions AS
SELECT
    decided.distinct_id AS distinct_id,
    decided.own_person_id AS own_person_id,
    decided.owner_hash AS owner_hash,
    decided.claimed_at AS claimed_at,
    decided.claim_uuid AS claim_uuid,
    decided.is_identified AS is_identified,
    multiIf(
        decided.owner_hash = 0 OR owner.id != decided.owner_hash, decided.near_person_id,
        owner.owner_hash = 0 OR next_owner.id != owner.owner_hash, owner.near_person_id,
        next_owner.near_person_id
    ) AS person_id,
    coalesce(decided.known_person_id, decided.own_person_id) AS previous_person_id,
    nowInBlock64(6, 'UTC') AS decided_at
FROM {{DATABASE}}.near_decisions AS decided
LEFT JOIN (SELECT id, owner_hash, near_person_id FROM {{DATABASE}}.near_decisions) AS owner ON owner.id = decided.owner_hash
LEFT JOIN (SELECT id, near_person_id FROM {{DATABASE}}.near_decisions) AS next_owner ON next_owner.id = owner.owner_hash
WHERE isNull(decided.known_person_id)
    OR previous_person_id != person_id
    OR decided.known_owner != decided.owner_hash
    OR decided.known_claim_uuid != decided.claim_uuid
    OR decided.known_identified != decided.is_identified
    OR coalesce(joinGetOrNull('{{DATABASE}}.person_overrides', 'person_id', decided.id), decided.own_person_id) != person_id;

-- An id that nothing was decided about is nobody's owner yet.
CREATE MATERIALIZED VIEW IF NOT EXISTS {{DATABASE}}.mv_near_to_moved TO {{DATABASE}}.moved_ids AS
SELECT groupArray((id, owner_hash, near_person_id, isNotNull(known_person_id) AND (near_person_id != known_person_id OR owner_hash != known_owner))) AS ids
FROM {{DATABASE}}.near_decisions
HAVING arrayExists(row -> row.4, ids);

-- Two links down: x → a → b is a chain of two once b has left the person that it belonged to.
CREATE MATERIALIZED VIEW IF NOT EXISTS {{DATABASE}}.mv_moved_to_decisions TO {{DATABASE}}.identity_decisions AS
WITH
    said AS
    (
        SELECT row.1 AS id, row.2 AS owner_hash, row.3 AS near_person_id, row.4 AS is_moved
        FROM {{DATABASE}}.moved_ids
        ARRAY JOIN ids AS row
    ),
    moved AS
    (
        SELECT said.id AS id, if(owner.id = said.owner_hash AND said.owner_hash != 0, owner.near_person_id, said.near_person_id) AS person_id
        FROM said
        LEFT JOIN said AS owner ON owner.id = said.owner_hash
        WHERE said.is_moved OR (owner.id = said.owner_hash AND owner.is_moved)
    ),
    owned AS
    (
        SELECT
            distinct_id,
            any(own_person_id) AS own_person_id,
            owner_hash,
            if(owner_hash IN (SELECT id FROM moved), owner_hash, joinGet('{{DATABASE}}.identity_state', 'owner_hash', owner_hash)) AS moved_hash
        FROM {{DATABASE}}.identity_decisions
        WHERE (owner_hash IN (SELECT id FROM moved)
            OR owner_hash IN (SELECT cityHash64(distinct_id) FROM {{DATABASE}}.identity_decisions WHERE owner_hash IN (SELECT id FROM moved)))
            AND joinGet('{{DATABASE}}.identity_state', 'owner_hash', cityHash64(distinct_id)) = owner_hash
            AND cityHash64(distinct_id) NOT IN (SELECT id FROM said)
        GROUP BY distinct_id, owner_hash
    )
SELECT
    owned.distinct_id AS distinct_id,
    owned.own_person_id AS own_person_id,
    owned.owner_hash AS owner_hash,
    joinGet('{{DATABASE}}.identity_state', 'claimed_at', cityHash64(distinct_id)) AS claimed_at,
    joinGet('{{DATABASE}}.identity_state', 'claim_uuid', cityHash64(distinct_id)) AS claim_uuid,
    0 AS is_identified,
    moved.person_id AS person_id,
    coalesce(joinGetOrNull('{{DATABASE}}.identity_state', 'person_id', cityHash64(distinct_id)), own_person_id) AS previous_person_id,
    nowInBlock64(6, 'UTC') AS decided_at
FROM moved
INNER JOIN owned ON owned.moved_hash = moved.id
WHERE previous_person_id != person_id
    OR coalesce(joinGetOrNull('{{DATABASE}}.person_overrides', 'person_id', cityHash64(distinct_id)), own_person_id) != person_id;

-- A claim made again decides the same again, so a retried insert repairs whatever a failed one left out.
-- Last, and put in place of its predecessor at once: no claim is decided by neither.
CREATE MATERIALIZED VIEW IF NOT EXISTS {{DATABASE}}.mv_claims_to_near TO {{DATABASE}}.near_decisions AS
SELECT
    distinct_id,
    id,
    own_person_id,
    known_person_id,
    known_owner,
    known_claim_uuid,
    known_identified,
    is_identified,
    multiIf(is_identified, 0, changes_owner, claim.3, known_owner) AS owner_hash,
    multiIf(is_identified, toDateTime64(0, 6, 'UTC'), changes_owner, claim.1, known_claimed_at) AS claimed_at,
    multiIf(is_identified, toUUID('00000000-0000-0000-0000-000000000000'), changes_owner, claim.4, known_claim_uuid) AS claim_uuid,
    multiIf(
        changes_owner, coalesce(joinGetOrNull('{{DATABASE}}.identity_state', 'person_id', owner_hash), claim.5),
        owner_hash = known_owner, coalesce(known_person_id, own_person_id),
        own_person_id
    ) AS near_person_id
FROM
(
    SELECT
        *,
        says_identified OR known_identified AS is_identified,
        says_owner AND NOT is_identified
            AND (known_owner = 0 OR (claim.1, claim.2) < (known_claimed_at, UUIDToNum(known_claim_uuid)))
            AND (known_owner, known_claim_uuid) != (claim.3, claim.4) AS changes_owner
    FROM
    (
        SELECT
            *,
            joinGetOrNull('{{DATABASE}}.identity_state', 'person_id', id) AS known_person_id,
            joinGet('{{DATABASE}}.identity_state', 'owner_hash', id) AS known_owner,
            joinGet('{{DATABASE}}.identity_state', 'claimed_at', id) AS known_claimed_at,
            joinGet('{{DATABASE}}.identity_state', 'claim_uuid', id) AS known_claim_uuid,
            joinGet('{{DATABASE}}.identity_state', 'is_identified', id) AS known_identified
        FROM
        (
            SELECT
                side.1 AS distinct_id,
                cityHash64(distinct_id) AS id,
                any(side.2) AS own_person_id,
                max(side.3 = 'identified') AS says_identified,
                max(side.3 = 'plain') AS says_owner,
                minIf((timestamp, UUIDToNum(uuid), cityHash64(target), uuid, target_person_id), side.3 = 'plain') AS claim
            FROM {{DATABASE}}.identity_claims
            ARRAY JOIN [(source, source_person_id, toString(kind)), (target, target_person_id, 'target')] AS side
            WHERE refused = ''
            GROUP BY distinct_id
        )
    )
);

DROP VIEW IF EXISTS {{DATABASE}}.mv_claims_to_decisions;
