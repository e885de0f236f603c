-- identity_decisions: who each id belongs to, every decision ever made; the latest one of an id counts.
-- Decisions follow from the set of claims alone: the insert makes the near ones at once, a reconciler the others.
CREATE TABLE IF NOT EXISTS {{DATABASE}}.identity_decisions
(
    distinct_id        String,
    own_person_id      UUID COMMENT 'uuid5(distinct_id)',
    owner_hash         UInt64 COMMENT 'cityHash64 of the target of the plain claim in force; 0 without one',
    claimed_at         DateTime64(6, 'UTC') COMMENT 'Of the claim in force',
    claim_uuid         UUID COMMENT 'Of the claim in force',
    is_identified      UInt8,
    person_id          UUID COMMENT 'uuid5 of the root',
    previous_person_id UUID COMMENT 'Decided before; own_person_id at first',
    decided_at         DateTime64(6, 'UTC') DEFAULT now64(6),
    PROJECTION by_person (SELECT * ORDER BY person_id),
    PROJECTION by_owner (SELECT * ORDER BY owner_hash)
)
ENGINE = MergeTree
ORDER BY distinct_id
SETTINGS non_replicated_deduplication_window = 10000;

-- The latest decision of each id in memory, for the insert path.
CREATE TABLE IF NOT EXISTS {{DATABASE}}.identity_state
(
    distinct_id_hash UInt64 COMMENT 'cityHash64(distinct_id)',
    owner_hash       UInt64,
    claimed_at       DateTime64(6, 'UTC'),
    claim_uuid       UUID,
    is_identified    UInt8,
    person_id        UUID
)
ENGINE = Join(ANY, LEFT, distinct_id_hash)
SETTINGS join_any_take_last_row = 1;

CREATE MATERIALIZED VIEW IF NOT EXISTS {{DATABASE}}.mv_decisions_to_state TO {{DATABASE}}.identity_state AS
SELECT cityHash64(distinct_id) AS distinct_id_hash, owner_hash, claimed_at, claim_uuid, is_identified, person_id
FROM {{DATABASE}}.identity_decisions;

-- An id that comes back to its own person needs an override as well: a squash may have given its events to another.
CREATE MATERIALIZED VIEW IF NOT EXISTS {{DATABASE}}.mv_decisions_to_overrides TO {{DATABASE}}.person_overrides AS
SELECT cityHash64(distinct_id) AS distinct_id_hash, person_id
FROM {{DATABASE}}.identity_decisions
WHERE coalesce(joinGetOrNull('{{DATABASE}}.person_overrides', 'person_id', cityHash64(distinct_id)), own_person_id) != person_id
    OR (person_id = own_person_id AND previous_person_id != own_person_id);

-- Decides what the claims of one insert change, to a depth of two: the ids they name, and the ids those already own.
-- A claim made again decides the same again, so a retried insert repairs whatever a failed one left out.
CREATE MATERIALIZED VIEW IF NOT EXISTS {{DATABASE}}.mv_claims_to_decisions TO {{DATABASE}}.identity_decisions AS
WITH
    said AS
    (
        SELECT
            side.1 AS distinct_id,
            cityHash64(distinct_id) AS id,
            any(side.2) AS own_person_id,
            max(side.3 = 'identified') AS says_identified,
            max(side.3 = 'plain') AS says_owner,
            argMinIf((cityHash64(target), target_person_id, timestamp, uuid), (timestamp, UUIDToNum(uuid)), side.3 = 'plain') AS claim
        FROM {{DATABASE}}.identity_claims
        ARRAY JOIN [(source, source_person_id, toString(kind)), (target, target_person_id, 'target')] AS side
        WHERE refused = ''
        GROUP BY distinct_id
    ),
    known AS
    (
        SELECT
            *,
            joinGetOrNull('{{DATABASE}}.identity_state', 'person_id', id) AS known_person_id,
            joinGet('{{DATABASE}}.identity_state', 'owner_hash', id) AS known_owner,
            joinGet('{{DATABASE}}.identity_state', 'claimed_at', id) AS known_claimed_at,
            joinGet('{{DATABASE}}.identity_state', 'claim_uuid', id) AS known_claim_uuid,
            joinGet('{{DATABASE}}.identity_state', 'is_identified', id) AS known_identified
        FROM said
    ),
    decided AS
    (
        SELECT
            *,
            says_identified OR known_identified AS is_identified,
            says_owner AND NOT is_identified
                AND (known_owner = 0 OR (claim.3, UUIDToNum(claim.4)) < (known_claimed_at, UUIDToNum(known_claim_uuid)))
                AND (known_owner, known_claim_uuid) != (claim.1, claim.4) AS changes_owner,
            multiIf(is_identified, 0, changes_owner, claim.1, known_owner) AS owner_hash,
            multiIf(is_identified, toDateTime64(0, 6, 'UTC'), changes_owner, claim.3, known_claimed_at) AS claimed_at,
            multiIf(is_identified, toUUID('00000000-0000-0000-0000-000000000000'), changes_owner, claim.4, known_claim_uuid) AS claim_uuid,
            multiIf(
                changes_owner, coalesce(joinGetOrNull('{{DATABASE}}.identity_state', 'person_id', owner_hash), claim.2),
                owner_hash = known_owner, coalesce(known_person_id, own_person_id),
                own_person_id
            ) AS near_person_id
        FROM known
    ),
    children AS
    (
        SELECT owner_hash, groupUniqArray((distinct_id, own_person_id)) AS ids
        FROM {{DATABASE}}.identity_decisions
        WHERE owner_hash IN (SELECT id FROM decided WHERE near_person_id != known_person_id OR owner_hash != known_owner)
            AND joinGet('{{DATABASE}}.identity_state', 'owner_hash', cityHash64(distinct_id)) = owner_hash
            AND distinct_id NOT IN (SELECT distinct_id FROM said)
        GROUP BY owner_hash
    )
SELECT
    row.1 AS distinct_id,
    row.2 AS own_person_id,
    row.3 AS owner_hash,
    row.4 AS claimed_at,
    row.5 AS claim_uuid,
    row.6 AS is_identified,
    if(decided.owner_hash != 0 AND owner.id = decided.owner_hash, owner.near_person_id, decided.near_person_id) AS person_id,
    coalesce(joinGetOrNull('{{DATABASE}}.identity_state', 'person_id', cityHash64(distinct_id)), own_person_id) AS previous_person_id
FROM decided
LEFT JOIN decided AS owner ON owner.id = decided.owner_hash
LEFT JOIN children ON children.owner_hash = decided.id
ARRAY JOIN arrayConcat(
    [(decided.distinct_id, decided.own_person_id, decided.owner_hash, decided.claimed_at, decided.claim_uuid, decided.is_identified)],
    arrayMap(child -> (
        child.1,
        child.2,
        decided.id,
        joinGet('{{DATABASE}}.identity_state', 'claimed_at', cityHash64(child.1)),
        joinGet('{{DATABASE}}.identity_state', 'claim_uuid', cityHash64(child.1)),
        0
    ), children.ids)) AS row
WHERE isNull(joinGetOrNull('{{DATABASE}}.identity_state', 'person_id', cityHash64(distinct_id)))
    OR previous_person_id != person_id
    OR joinGet('{{DATABASE}}.identity_state', 'owner_hash', cityHash64(distinct_id)) != row.3
    OR joinGet('{{DATABASE}}.identity_state', 'claim_uuid', cityHash64(distinct_id)) != row.5
    OR joinGet('{{DATABASE}}.identity_state', 'is_identified', cityHash64(distinct_id)) != row.6
    OR coalesce(joinGetOrNull('{{DATABASE}}.person_overrides', 'person_id', cityHash64(distinct_id)), row.2) != person_id;
