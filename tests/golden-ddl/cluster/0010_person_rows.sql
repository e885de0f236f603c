CREATE TABLE IF NOT EXISTS product_analytics.id_activity ON CLUSTER `main`
(
    distinct_id   String,
    own_person_id SimpleAggregateFunction(any, UUID) COMMENT 'uuid5(distinct_id)',
    first_seen_at SimpleAggregateFunction(min, DateTime64(6, 'UTC')),
    last_seen_at  SimpleAggregateFunction(max, DateTime64(6, 'UTC'))
)
ENGINE = ReplicatedAggregatingMergeTree('/clickhouse/tables/product_analytics/everywhere/id_activity', '{shard}-{replica}')
ORDER BY distinct_id
SETTINGS replicated_deduplication_window = 10000;

CREATE MATERIALIZED VIEW IF NOT EXISTS product_analytics.mv_normalized_to_activity ON CLUSTER `main` TO product_analytics.id_activity AS
SELECT distinct_id, any(person_id) AS own_person_id, min(timestamp) AS first_seen_at, max(timestamp) AS last_seen_at
FROM product_analytics.normalized_events
WHERE reject_reason = ''
GROUP BY distinct_id;

CREATE TABLE IF NOT EXISTS product_analytics.touched_ids ON CLUSTER `main`
(
    distinct_id   String,
    own_person_id UUID,
    touched_at    DateTime DEFAULT now()
)
ENGINE = ReplicatedMergeTree('/clickhouse/tables/product_analytics/everywhere/touched_ids', '{shard}-{replica}')
ORDER BY tuple()
TTL touched_at + INTERVAL 1 DAY
SETTINGS enable_block_number_column = 1, ttl_only_drop_parts = 1, replicated_deduplication_window = 10000;

CREATE MATERIALIZED VIEW IF NOT EXISTS product_analytics.mv_normalized_to_touched ON CLUSTER `main` TO product_analytics.touched_ids AS
SELECT DISTINCT distinct_id, person_id AS own_person_id
FROM product_analytics.normalized_events
WHERE reject_reason = '';

CREATE MATERIALIZED VIEW IF NOT EXISTS product_analytics.mv_claims_to_touched ON CLUSTER `main` TO product_analytics.touched_ids AS
SELECT DISTINCT source AS distinct_id, source_person_id AS own_person_id
FROM product_analytics.identity_claims;

CREATE MATERIALIZED VIEW IF NOT EXISTS product_analytics.mv_decisions_to_touched ON CLUSTER `main` TO product_analytics.touched_ids AS
SELECT DISTINCT distinct_id, own_person_id
FROM product_analytics.identity_decisions;

CREATE TABLE IF NOT EXISTS product_analytics.person_rows ON CLUSTER `main`
(
    id            UUID,
    distinct_id   String COMMENT 'The root id; empty when deleted',
    properties    String CODEC(ZSTD(1)),
    created_at    DateTime64(6, 'UTC'),
    updated_at    DateTime64(6, 'UTC'),
    last_seen_at  DateTime64(6, 'UTC'),
    is_identified UInt8,
    is_deleted    UInt8 COMMENT 'No id belongs to this person any more, or none makes it a person',
    folded_at     DateTime64(6, 'UTC'),
    INDEX bloom_distinct_id distinct_id TYPE bloom_filter(0.001) GRANULARITY 1
)
ENGINE = ReplicatedReplacingMergeTree('/clickhouse/tables/product_analytics/everywhere/person_rows', '{shard}-{replica}', folded_at)
ORDER BY id
SETTINGS index_granularity = 1024, replicated_deduplication_window = 0;

CREATE VIEW IF NOT EXISTS product_analytics.unfolded_ids ON CLUSTER `main` AS
WITH (SELECT max(block) FROM product_analytics.background_progress WHERE job = 'persons') AS seen_block
SELECT DISTINCT distinct_id, own_person_id
FROM product_analytics.touched_ids
WHERE toUInt64(splitByChar('_', _part)[3]) > seen_block AND _block_number > seen_block;

CREATE TABLE IF NOT EXISTS product_analytics.persons_to_fold ON CLUSTER `main`
(
    person_id  UUID,
    ids        Array(Tuple(distinct_id String, own_person_id UUID)),
    started_at DateTime64(6, 'UTC'),
    from_block UInt64,
    to_block   UInt64
)
ENGINE = Null;

CREATE MATERIALIZED VIEW IF NOT EXISTS product_analytics.mv_fold_to_runs ON CLUSTER `main` TO product_analytics.background_runs AS
SELECT 'persons' AS job, started_at, from_block, to_block, count() AS rows
FROM product_analytics.persons_to_fold
GROUP BY started_at, from_block, to_block;

CREATE MATERIALIZED VIEW IF NOT EXISTS product_analytics.mv_fold_to_person_rows ON CLUSTER `main` TO product_analytics.person_rows AS
WITH
    members AS
    (
        SELECT person_id AS owner, member.1 AS distinct_id
        FROM product_analytics.persons_to_fold
        ARRAY JOIN ids AS member
    ),
    histories AS
    (
        SELECT
            owner,
            operation.key AS key,
            arraySort(groupArray((timestamp, UUIDToNum(uuid), operation.kind, operation.value))) AS history
        FROM
        (
            SELECT distinct_id, timestamp, uuid, operations
            FROM product_analytics.person_property_ops FINAL
            WHERE distinct_id IN (SELECT distinct_id FROM members)
        ) AS said
        INNER JOIN members USING (distinct_id)
        ARRAY JOIN operations AS operation
        GROUP BY owner, key
    ),
    folded AS
    (
        SELECT
            owner,
            key,
            history[-1].1 AS changed_at,
            arraySlice(history, arrayLastIndex(op -> op.3 = 'unset', history) + 1) AS in_force,
            arrayLast(op -> op.3 = 'set', in_force) AS last_set,
            if(last_set.3 = 'set', last_set.4, arrayFirst(op -> op.3 = 'set_once', in_force).4) AS value
        FROM histories
    ),
    properties AS
    (
        SELECT
            owner,
            concat('{', arrayStringConcat(arrayMap(
                pair -> concat(toJSONString(pair.1), ':', pair.2),
                arraySort(groupArrayIf((key, value), value != ''))
            ), ','), '}') AS json,
            max(changed_at) AS changed_at
        FROM folded
        GROUP BY owner
    ),
    claims AS
    (
        SELECT owner, max(timestamp) AS changed_at, max(kind = 'identified') AS is_identified
        FROM
        (
            SELECT source AS distinct_id, kind, timestamp
            FROM product_analytics.identity_claims FINAL
            WHERE source IN (SELECT distinct_id FROM members) AND refused = ''
        ) AS claim
        INNER JOIN members USING (distinct_id)
        GROUP BY owner
    ),
    seen AS
    (
        SELECT owner, min(first_seen_at) AS created_at, max(last_seen_at) AS last_seen_at
        FROM
        (
            SELECT distinct_id, first_seen_at, last_seen_at
            FROM product_analytics.id_activity
            WHERE distinct_id IN (SELECT distinct_id FROM members)
        ) AS activity
        INNER JOIN members USING (distinct_id)
        GROUP BY owner
    )
SELECT
    fold.person_id AS id,
    arrayFirst(member -> member.2 = fold.person_id, fold.ids).1 AS distinct_id,
    if(properties.json = '', '{}', properties.json) AS properties,
    seen.created_at AS created_at,
    greatest(properties.changed_at, claims.changed_at) AS updated_at,
    seen.last_seen_at AS last_seen_at,
    claims.is_identified AS is_identified,
    properties.json = '' AND claims.is_identified = 0 AS is_deleted,
    fold.started_at AS folded_at
FROM product_analytics.persons_to_fold AS fold
LEFT JOIN properties ON properties.owner = fold.person_id
LEFT JOIN claims ON claims.owner = fold.person_id
LEFT JOIN seen ON seen.owner = fold.person_id
WHERE is_deleted = 0
    OR id IN (SELECT id FROM product_analytics.person_rows WHERE folded_at > 0 AND id IN (SELECT person_id FROM product_analytics.persons_to_fold))
SETTINGS join_use_nulls = 0;

CREATE MATERIALIZED VIEW IF NOT EXISTS product_analytics.fold_persons ON CLUSTER `main` REFRESH EVERY 1 SECOND APPEND TO product_analytics.persons_to_fold AS
WITH touched_persons AS
(
    SELECT own_person_id AS person_id FROM product_analytics.unfolded_ids
    UNION DISTINCT
    SELECT person_id FROM product_analytics.identity_decisions
    WHERE distinct_id IN (SELECT distinct_id FROM product_analytics.unfolded_ids)
)
SELECT
    person_id,
    groupUniqArrayIf((distinct_id, own_person_id), distinct_id != '') AS ids,
    now64(6) AS started_at,
    (SELECT max(block) FROM product_analytics.background_progress WHERE job = 'persons') AS from_block,
    (SELECT max(max_block_number) FROM system.parts WHERE database = 'product_analytics' AND table = 'touched_ids' AND active) AS to_block
FROM
(
    SELECT dictGet('product_analytics.identity_state_live', 'person_id', cityHash64(distinct_id)) AS person_id, distinct_id, own_person_id
    FROM product_analytics.identity_decisions
    WHERE person_id IN (SELECT person_id FROM touched_persons)
    UNION ALL
    SELECT own_person_id AS person_id, distinct_id, own_person_id
    FROM product_analytics.unfolded_ids
    WHERE isNull(dictGetOrNull('product_analytics.identity_state_live', 'person_id', cityHash64(distinct_id)))
    UNION ALL
    SELECT person_id, '' AS distinct_id, person_id AS own_person_id
    FROM touched_persons
)
WHERE person_id IN (SELECT person_id FROM touched_persons)
GROUP BY person_id;

CREATE MATERIALIZED VIEW IF NOT EXISTS product_analytics.mv_claims_to_person_rows ON CLUSTER `main` TO product_analytics.person_rows AS
SELECT
    any(source_person_id) AS id,
    source AS distinct_id,
    '{}' AS properties,
    min(timestamp) AS created_at,
    max(timestamp) AS updated_at,
    max(timestamp) AS last_seen_at,
    1 AS is_identified
FROM product_analytics.identity_claims
WHERE kind = 'identified' AND refused = ''
GROUP BY source;

INSERT INTO product_analytics.id_activity
SELECT distinct_id, any(person_id) AS own_person_id, min(timestamp) AS first_seen_at, max(timestamp) AS last_seen_at
FROM product_analytics.event_log
GROUP BY distinct_id;

INSERT INTO product_analytics.touched_ids (distinct_id, own_person_id)
SELECT distinct_id, any(own_person_id)
FROM product_analytics.id_activity
GROUP BY distinct_id;
