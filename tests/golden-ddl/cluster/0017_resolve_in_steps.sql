CREATE TABLE IF NOT EXISTS product_analytics.ids_to_resolve ON CLUSTER `main`
(
    distinct_id   String,
    own_person_id UUID,
    started_at    DateTime64(6, 'UTC'),
    settled_at    DateTime64(6, 'UTC'),
    from_block    UInt64,
    to_block      UInt64
)
ENGINE = Null;

ALTER TABLE product_analytics.resolved_ids ON CLUSTER `main`
    ADD COLUMN IF NOT EXISTS settled_at DateTime64(6, 'UTC') COMMENT 'Decisions made later may rest on claims that this run did not see';

DROP VIEW IF EXISTS product_analytics.mv_resolved_to_decisions ON CLUSTER `main` SYNC;

CREATE MATERIALIZED VIEW IF NOT EXISTS product_analytics.mv_resolved_to_decisions ON CLUSTER `main` TO product_analytics.identity_decisions AS
SELECT
    distinct_id, own_person_id, owner_hash, claimed_at, claim_uuid, is_identified, person_id, previous_person_id,
    nowInBlock64(6, 'UTC') AS decided_at
FROM product_analytics.resolved_ids
WHERE is_changed AND dictGet('product_analytics.identity_state_live', 'decided_at', cityHash64(distinct_id)) < settled_at;

CREATE MATERIALIZED VIEW IF NOT EXISTS product_analytics.mv_ids_to_resolved ON CLUSTER `main` TO product_analytics.resolved_ids AS
WITH
    persons AS
    (
        SELECT own_person_id AS person_id FROM product_analytics.ids_to_resolve
        UNION ALL
        SELECT person_id FROM product_analytics.identity_decisions
        WHERE distinct_id IN (SELECT distinct_id FROM product_analytics.ids_to_resolve)
    ),
    unresolved AS
    (
        SELECT distinct_id FROM product_analytics.ids_to_resolve
        UNION DISTINCT
        SELECT distinct_id
        FROM product_analytics.identity_decisions
        WHERE person_id IN (SELECT person_id FROM persons)
            AND dictGet('product_analytics.identity_state_live', 'person_id', cityHash64(distinct_id)) IN (SELECT person_id FROM persons)
    )
SELECT
    distinct_id,
    own_person_id,
    if(owner = '', 0, cityHash64(owner)) AS owner_hash,
    claimed_at,
    claim_uuid,
    is_identified,
    person_id,
    coalesce(dictGetOrNull('product_analytics.identity_state_live', 'person_id', cityHash64(distinct_id)), own_person_id) AS previous_person_id,
    verdicts,
    isNull(dictGetOrNull('product_analytics.identity_state_live', 'person_id', cityHash64(distinct_id)))
        OR previous_person_id != person_id
        OR dictGet('product_analytics.identity_state_live', 'owner_hash', cityHash64(distinct_id)) != owner_hash
        OR dictGet('product_analytics.identity_state_live', 'claimed_at', cityHash64(distinct_id)) != claimed_at
        OR dictGet('product_analytics.identity_state_live', 'claim_uuid', cityHash64(distinct_id)) != claim_uuid
        OR dictGet('product_analytics.identity_state_live', 'is_identified', cityHash64(distinct_id)) != is_identified
        OR ifNull(dictGetOrNull('product_analytics.person_overrides_live', 'person_id', cityHash64(distinct_id)) != person_id, 0) AS is_changed,
    run.started_at AS started_at,
    run.settled_at AS settled_at,
    run.from_block AS from_block,
    run.to_block AS to_block
FROM
(
    SELECT any(started_at) AS started_at, any(settled_at) AS settled_at, any(from_block) AS from_block, any(to_block) AS to_block
    FROM product_analytics.ids_to_resolve
) AS run
CROSS JOIN null('distinct_id String, own_person_id UUID, person_id UUID, owner String, claimed_at DateTime64(6), claim_uuid UUID, is_identified UInt8, verdicts Array(Tuple(kind String, target String, uuid UUID, refused String))') AS root
WHERE distinct_id IN (SELECT distinct_id FROM unresolved);

DROP VIEW IF EXISTS product_analytics.reconcile_identity ON CLUSTER `main`;

CREATE MATERIALIZED VIEW IF NOT EXISTS product_analytics.reconcile_identity ON CLUSTER `main` REFRESH EVERY 2 SECOND APPEND TO product_analytics.ids_to_resolve AS
WITH (SELECT (started_at, settled_at, from_block, to_block) FROM product_analytics.background_reach WHERE job = 'identity') AS reach
SELECT DISTINCT
    distinct_id,
    own_person_id,
    assumeNotNull(reach.1) AS started_at,
    assumeNotNull(greatest(reach.2, reach.1 - INTERVAL 3 SECOND)) AS settled_at,
    assumeNotNull(reach.3) AS from_block,
    assumeNotNull(reach.4) AS to_block
FROM product_analytics.claimed_ids;

DROP VIEW IF EXISTS product_analytics.unresolved_ids ON CLUSTER `main`;
