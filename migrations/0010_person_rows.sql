-- person_rows: finished persons, made again every second for all that was touched since.
-- Reading one person costs one look-up; nothing on the insert path reads or rewrites a person.
CREATE TABLE IF NOT EXISTS {{DATABASE}}.id_activity
(
    distinct_id   String,
    own_person_id SimpleAggregateFunction(any, UUID) COMMENT 'uuid5(distinct_id)',
    first_seen_at SimpleAggregateFunction(min, DateTime64(6, 'UTC')),
    last_seen_at  SimpleAggregateFunction(max, DateTime64(6, 'UTC'))
)
ENGINE = AggregatingMergeTree
ORDER BY distinct_id
SETTINGS non_replicated_deduplication_window = 10000;

CREATE MATERIALIZED VIEW IF NOT EXISTS {{DATABASE}}.mv_normalized_to_activity TO {{DATABASE}}.id_activity AS
SELECT distinct_id, any(person_id) AS own_person_id, min(timestamp) AS first_seen_at, max(timestamp) AS last_seen_at
FROM {{DATABASE}}.normalized_events
WHERE reject_reason = ''
GROUP BY distinct_id;

-- Ids whose person may look different now: they sent events, or were claimed, or changed their owner.
CREATE TABLE IF NOT EXISTS {{DATABASE}}.touched_ids
(
    distinct_id   String,
    own_person_id UUID,
    touched_at    DateTime DEFAULT now()
)
ENGINE = MergeTree
ORDER BY tuple()
TTL touched_at + INTERVAL 1 DAY
SETTINGS enable_block_number_column = 1, ttl_only_drop_parts = 1, non_replicated_deduplication_window = 10000;

CREATE MATERIALIZED VIEW IF NOT EXISTS {{DATABASE}}.mv_normalized_to_touched TO {{DATABASE}}.touched_ids AS
SELECT DISTINCT distinct_id, person_id AS own_person_id
FROM {{DATABASE}}.normalized_events
WHERE reject_reason = '';

CREATE MATERIALIZED VIEW IF NOT EXISTS {{DATABASE}}.mv_claims_to_touched TO {{DATABASE}}.touched_ids AS
SELECT DISTINCT source AS distinct_id, source_person_id AS own_person_id
FROM {{DATABASE}}.identity_claims;

CREATE MATERIALIZED VIEW IF NOT EXISTS {{DATABASE}}.mv_decisions_to_touched TO {{DATABASE}}.touched_ids AS
SELECT DISTINCT distinct_id, own_person_id
FROM {{DATABASE}}.identity_decisions;

CREATE TABLE IF NOT EXISTS {{DATABASE}}.person_rows
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
ENGINE = ReplacingMergeTree(folded_at)
ORDER BY id
SETTINGS index_granularity = 1024;

CREATE VIEW IF NOT EXISTS {{DATABASE}}.unfolded_ids AS
WITH (SELECT max(block) FROM {{DATABASE}}.background_progress WHERE job = 'persons') AS seen_block
SELECT DISTINCT distinct_id, own_person_id
FROM {{DATABASE}}.touched_ids
WHERE toUInt64(splitByChar('_', _part)[3]) > seen_block AND _block_number > seen_block;

-- All persons that touched ids belong to, or belonged to, each with all its ids now.
CREATE TABLE IF NOT EXISTS {{DATABASE}}.persons_to_fold
(
    person_id  UUID,
    ids        Array(Tuple(distinct_id String, own_person_id UUID)),
    started_at DateTime64(6, 'UTC'),
    from_block UInt64,
    to_block   UInt64
)
ENGINE = Null;

CREATE MATERIALIZED VIEW IF NOT EXISTS {{DATABASE}}.mv_fold_to_runs TO {{DATABASE}}.background_runs AS
SELECT 'persons' AS job, started_at, from_block, to_block, count() AS rows
FROM {{DATABASE}}.persons_to_fold
GROUP BY started_at, from_block, to_block;

-- The order of arrival plays no part: each key's history is sorted by (timestamp, uuid, kind) before it is read
-- (UUIDToNum, because ClickHouse itself compares the halves of a UUID in the other order than its text).
-- Only persons folded before can be deleted: of a new one, the insert may not be visible in all tables yet.
CREATE MATERIALIZED VIEW IF NOT EXISTS {{DATABASE}}.mv_fold_to_person_rows TO {{DATABASE}}.person_rows AS
WITH
    members AS
    (
        SELECT person_id AS owner, member.1 AS distinct_id
        FROM {{DATABASE}}.persons_to_fold
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
            FROM {{DATABASE}}.person_property_ops FINAL
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
            FROM {{DATABASE}}.identity_claims FINAL
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
            FROM {{DATABASE}}.id_activity
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
FROM {{DATABASE}}.persons_to_fold AS fold
LEFT JOIN properties ON properties.owner = fold.person_id
LEFT JOIN claims ON claims.owner = fold.person_id
LEFT JOIN seen ON seen.owner = fold.person_id
WHERE is_deleted = 0
    OR id IN (SELECT id FROM {{DATABASE}}.person_rows WHERE folded_at > 0 AND id IN (SELECT person_id FROM {{DATABASE}}.persons_to_fold))
SETTINGS join_use_nulls = 0;

CREATE MATERIALIZED VIEW IF NOT EXISTS {{DATABASE}}.fold_persons REFRESH EVERY 1 SECOND APPEND TO {{DATABASE}}.persons_to_fold AS
WITH touched_persons AS
(
    SELECT own_person_id AS person_id FROM {{DATABASE}}.unfolded_ids
    UNION DISTINCT
    SELECT person_id FROM {{DATABASE}}.identity_decisions
    WHERE distinct_id IN (SELECT distinct_id FROM {{DATABASE}}.unfolded_ids)
)
SELECT
    person_id,
    groupUniqArrayIf((distinct_id, own_person_id), distinct_id != '') AS ids,
    now64(6) AS started_at,
    (SELECT max(block) FROM {{DATABASE}}.background_progress WHERE job = 'persons') AS from_block,
    (SELECT max(max_block_number) FROM system.parts WHERE database = '{{DATABASE}}' AND table = 'touched_ids' AND active) AS to_block
FROM
(
    SELECT joinGet('{{DATABASE}}.identity_state', 'person_id', cityHash64(distinct_id)) AS person_id, distinct_id, own_person_id
    FROM {{DATABASE}}.identity_decisions
    WHERE person_id IN (SELECT person_id FROM touched_persons)
    UNION ALL
    SELECT own_person_id AS person_id, distinct_id, own_person_id
    FROM {{DATABASE}}.unfolded_ids
    WHERE isNull(joinGetOrNull('{{DATABASE}}.identity_state', 'person_id', cityHash64(distinct_id)))
    UNION ALL
    SELECT person_id, '' AS distinct_id, person_id AS own_person_id
    FROM touched_persons
)
WHERE person_id IN (SELECT person_id FROM touched_persons)
GROUP BY person_id;

-- A known user is a person as soon as the insert is acknowledged; properties follow with the first fold, which is later
-- than this row of no age.
CREATE MATERIALIZED VIEW IF NOT EXISTS {{DATABASE}}.mv_claims_to_person_rows TO {{DATABASE}}.person_rows AS
SELECT
    any(source_person_id) AS id,
    source AS distinct_id,
    '{}' AS properties,
    min(timestamp) AS created_at,
    max(timestamp) AS updated_at,
    max(timestamp) AS last_seen_at,
    1 AS is_identified
FROM {{DATABASE}}.identity_claims
WHERE kind = 'identified' AND refused = ''
GROUP BY source;

-- What was stored before these tables were there.
INSERT INTO {{DATABASE}}.id_activity
SELECT distinct_id, any(person_id) AS own_person_id, min(timestamp) AS first_seen_at, max(timestamp) AS last_seen_at
FROM {{DATABASE}}.event_log
GROUP BY distinct_id;

INSERT INTO {{DATABASE}}.touched_ids (distinct_id, own_person_id)
SELECT distinct_id, any(own_person_id)
FROM {{DATABASE}}.id_activity
GROUP BY distinct_id;
