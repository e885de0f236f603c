CREATE TABLE IF NOT EXISTS product_analytics.ids_to_fold ON CLUSTER `main`
(
    distinct_id   String,
    own_person_id UUID,
    started_at    DateTime64(6, 'UTC'),
    from_block    UInt64,
    to_block      UInt64
)
ENGINE = Null;

CREATE MATERIALIZED VIEW IF NOT EXISTS product_analytics.mv_ids_to_persons ON CLUSTER `main` TO product_analytics.persons_to_fold AS
WITH touched_persons AS
(
    SELECT own_person_id AS person_id FROM product_analytics.ids_to_fold
    UNION DISTINCT
    SELECT person_id FROM product_analytics.identity_decisions
    WHERE distinct_id IN (SELECT distinct_id FROM product_analytics.ids_to_fold)
)
SELECT
    person_id,
    groupUniqArrayIf((distinct_id, own_person_id), distinct_id != '') AS ids,
    any(run.started_at) AS started_at,
    any(run.from_block) AS from_block,
    any(run.to_block) AS to_block
FROM
(
    SELECT any(started_at) AS started_at, any(from_block) AS from_block, any(to_block) AS to_block
    FROM product_analytics.ids_to_fold
) AS run
CROSS JOIN
(
    SELECT dictGet('product_analytics.identity_state_live', 'person_id', cityHash64(distinct_id)) AS person_id, distinct_id, own_person_id
    FROM product_analytics.identity_decisions AS decision
    WHERE decision.person_id IN (SELECT person_id FROM touched_persons)
    UNION ALL
    SELECT own_person_id AS person_id, distinct_id, own_person_id
    FROM product_analytics.ids_to_fold
    WHERE isNull(dictGetOrNull('product_analytics.identity_state_live', 'person_id', cityHash64(distinct_id)))
    UNION ALL
    SELECT person_id, '' AS distinct_id, person_id AS own_person_id
    FROM touched_persons
) AS member
WHERE person_id IN (SELECT person_id FROM touched_persons)
GROUP BY person_id;

DROP VIEW IF EXISTS product_analytics.fold_persons ON CLUSTER `main`;

CREATE MATERIALIZED VIEW IF NOT EXISTS product_analytics.fold_persons ON CLUSTER `main` REFRESH EVERY 1 SECOND APPEND TO product_analytics.ids_to_fold AS
WITH (SELECT (started_at, from_block, to_block) FROM product_analytics.background_reach WHERE job = 'persons') AS reach
SELECT
    distinct_id,
    own_person_id,
    assumeNotNull(reach.1) AS started_at,
    assumeNotNull(reach.2) AS from_block,
    assumeNotNull(reach.3) AS to_block
FROM product_analytics.unfolded_ids;
