CREATE TABLE IF NOT EXISTS product_analytics.touched_persons ON CLUSTER `main`
(
    person_id     UUID,
    distinct_id   String COMMENT 'An id of this person that nothing was decided about; else empty',
    own_person_id UUID,
    started_at    DateTime64(6, 'UTC'),
    from_block    UInt64,
    to_block      UInt64
)
ENGINE = Null;

CREATE MATERIALIZED VIEW IF NOT EXISTS product_analytics.mv_touched_to_persons ON CLUSTER `main` TO product_analytics.persons_to_fold AS
SELECT
    person_id,
    groupUniqArrayIf((distinct_id, own_person_id), distinct_id != '') AS ids,
    max(started_at) AS started_at,
    max(from_block) AS from_block,
    max(to_block) AS to_block
FROM
(
    SELECT person_id, distinct_id, own_person_id, started_at, from_block, to_block
    FROM product_analytics.touched_persons
    UNION ALL
    SELECT
        dictGet('product_analytics.identity_state_live', 'person_id', cityHash64(distinct_id)) AS person_id,
        distinct_id,
        own_person_id,
        toDateTime64(0, 6, 'UTC') AS started_at,
        0 AS from_block,
        0 AS to_block
    FROM product_analytics.identity_decisions AS decision
    WHERE decision.person_id IN (SELECT person_id FROM product_analytics.touched_persons)
) AS member
WHERE person_id IN (SELECT person_id FROM product_analytics.touched_persons)
GROUP BY person_id;

DROP VIEW IF EXISTS product_analytics.mv_ids_to_persons ON CLUSTER `main`;

CREATE MATERIALIZED VIEW IF NOT EXISTS product_analytics.mv_ids_to_touched_persons ON CLUSTER `main` TO product_analytics.touched_persons AS
SELECT
    person.1 AS person_id,
    if(person.2 AND isNull(dictGetOrNull('product_analytics.identity_state_live', 'person_id', cityHash64(distinct_id))), distinct_id, '') AS distinct_id,
    own_person_id,
    started_at,
    from_block,
    to_block
FROM product_analytics.ids_to_fold
LEFT JOIN
(
    SELECT distinct_id, groupUniqArray(person_id) AS persons
    FROM product_analytics.identity_decisions
    WHERE distinct_id IN (SELECT distinct_id FROM product_analytics.ids_to_fold)
    GROUP BY distinct_id
) AS decided USING (distinct_id)
ARRAY JOIN arrayPushBack(arrayMap(person_id -> (person_id, 0), persons), (own_person_id, 1)) AS person;
