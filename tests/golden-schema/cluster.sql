-- (every migration)
CREATE DATABASE IF NOT EXISTS product_analytics ON CLUSTER `main`;

-- (every migration)
CREATE TABLE IF NOT EXISTS product_analytics.schema_migrations ON CLUSTER `main`
(
    filename   String,
    applied_at DateTime64(6, 'UTC'),
    checksum   String
)
ENGINE = ReplicatedReplacingMergeTree('/clickhouse/tables/{database}/everywhere/{table}', '{shard}-{replica}', applied_at)
ORDER BY filename;

-- 0001_raw_events.sql
CREATE TABLE IF NOT EXISTS product_analytics.raw_events ON CLUSTER `main`
(
    batch_id      UUID,
    seq           UInt32,
    received_at   DateTime64(6, 'UTC') CODEC(Delta, ZSTD(1)),
    api_key       LowCardinality(String),
    origin        LowCardinality(String),
    ip            String,
    user_agent    String,
    sent_at       String,
    dialect       LowCardinality(String) COMMENT 'The form of the event: empty is our own',
    sdk           LowCardinality(String) COMMENT 'The SDK as it named itself',
    privacy       LowCardinality(String) COMMENT 'What the request asked for: gpc (Sec-GPC: 1), dnt (DNT: 1), or gpc,dnt',
    fallback_uuid UUID,
    event         String CODEC(ZSTD(1))
)
ENGINE = ReplicatedMergeTree('/clickhouse/tables/{database}/shards/{shard}/{table}', '{replica}')
PARTITION BY toYYYYMMDD(received_at)
ORDER BY (received_at, batch_id, seq)
SETTINGS fsync_after_insert = 1, fsync_part_directory = 1, min_rows_to_fsync_after_merge = 1,
    min_free_disk_bytes_to_perform_insert = 268435456,
    non_replicated_deduplication_window = 10000, replicated_deduplication_window = 10000, ttl_only_drop_parts = 1, materialize_ttl_recalculate_only = 1, merge_selector_base = 20;

-- 0002_normalized_events.sql
CREATE TABLE IF NOT EXISTS product_analytics.normalized_events ON CLUSTER `main`
(
    batch_id       UUID,
    seq            UInt32,
    received_at    DateTime64(6, 'UTC'),
    api_key        LowCardinality(String),
    origin         LowCardinality(String),
    ip             String,
    user_agent     String,
    sent_at        String,
    dialect        LowCardinality(String),
    sdk            LowCardinality(String),
    fallback_uuid  UUID,
    raw_event      String,
    precedence     UInt128 COMMENT 'Larger is received earlier: of several copies of an event the first one wins',
    is_logged      UInt8 COMMENT 'event_log has it already; follow_raw completes the rest',
    erased_sources Array(UUID) COMMENT 'Erased ids that its claims name: these claims are left out',
    normalized     Tuple(
        rules_version     UInt16,
        reject_reason     String,
        uuid              UUID,
        event             String,
        distinct_id       String,
        person_id         UUID,
        session_id        String,
        session_id_uuid   Nullable(UUID),
        window_id         String,
        window_id_uuid    Nullable(UUID),
        elements_chain    String,
        timestamp         DateTime64(6, 'UTC'),
        current_url       String,
        host              String,
        properties_offset UInt32,
        properties_length UInt32,
        rewritten_properties String,
        warnings          Array(Tuple(kind String, detail String)),
        claims            Array(Tuple(kind String, source String, source_person_id UUID, target String, refused String)),
        person_operations Array(Tuple(kind String, key String, value String)))
)
ENGINE = Null;

-- 0003_event_log.sql
CREATE TABLE IF NOT EXISTS product_analytics.event_log_local ON CLUSTER `main`
(
    uuid            UUID,
    api_key         LowCardinality(String),
    event           LowCardinality(String),
    distinct_id     String,
    person_id       UUID,
    session_id      String,
    session_id_uuid Nullable(UUID),
    window_id       String,
    window_id_uuid  Nullable(UUID),
    elements_chain  String CODEC(ZSTD(1)),
    timestamp       DateTime64(6, 'UTC'),
    inserted_at     DateTime64(6, 'UTC'),
    ip              String,
    user_agent      String,
    dialect         LowCardinality(String) COMMENT 'As in raw_events',
    current_url     String CODEC(ZSTD(1)),
    host            String,
    properties      String CODEC(ZSTD(1)),
    is_deleted      Int8,
    precedence      UInt128 COMMENT 'Larger is received earlier',
    INDEX bloom_distinct_id distinct_id TYPE bloom_filter(0.01),
    INDEX bloom_session_id session_id TYPE bloom_filter(0.01),
    INDEX bloom_window_id window_id TYPE bloom_filter(0.01),
    INDEX minmax_inserted_at inserted_at TYPE minmax
)
ENGINE = ReplicatedReplacingMergeTree('/clickhouse/tables/{database}/shards/{shard}/{table}', '{replica}', precedence)
PARTITION BY toYYYYMM(timestamp)
ORDER BY (toDate(timestamp), event, cityHash64(distinct_id), cityHash64(uuid))
SAMPLE BY cityHash64(distinct_id)
SETTINGS replicated_deduplication_window = 0, merge_selector_base = 10, merge_with_ttl_timeout = 86400, materialize_ttl_recalculate_only = 1,
    max_suspicious_broken_parts = 1000000, max_suspicious_broken_parts_bytes = 1000000000000;

-- 0003_event_log.sql
CREATE TABLE IF NOT EXISTS product_analytics.event_log ON CLUSTER `main` AS product_analytics.event_log_local
ENGINE = Distributed('main', 'product_analytics', 'event_log_local', cityHash64(distinct_id));

-- 0003_event_log.sql
CREATE MATERIALIZED VIEW IF NOT EXISTS product_analytics.mv_normalized_to_event_log ON CLUSTER `main` TO product_analytics.event_log AS
SELECT
    tupleElement(normalized, 'uuid') AS uuid,
    api_key,
    tupleElement(normalized, 'event') AS event,
    tupleElement(normalized, 'distinct_id') AS distinct_id,
    tupleElement(normalized, 'person_id') AS person_id,
    tupleElement(normalized, 'session_id') AS session_id,
    tupleElement(normalized, 'session_id_uuid') AS session_id_uuid,
    tupleElement(normalized, 'window_id') AS window_id,
    tupleElement(normalized, 'window_id_uuid') AS window_id_uuid,
    tupleElement(normalized, 'elements_chain') AS elements_chain,
    tupleElement(normalized, 'timestamp') AS timestamp,
    received_at AS inserted_at,
    ip,
    user_agent,
    dialect,
    tupleElement(normalized, 'current_url') AS current_url,
    tupleElement(normalized, 'host') AS host,
    multiIf(
        tupleElement(normalized, 'rewritten_properties') != '',
        tupleElement(normalized, 'rewritten_properties'),
        tupleElement(normalized, 'properties_length') = 0,
        '{}',
        substring(raw_event, tupleElement(normalized, 'properties_offset') + 1, tupleElement(normalized, 'properties_length'))
    ) AS properties,
    0 AS is_deleted,
    precedence
FROM product_analytics.normalized_events
WHERE tupleElement(normalized, 'reject_reason') = '' AND NOT is_logged;

-- 0004_id_activity.sql
CREATE TABLE IF NOT EXISTS product_analytics.id_activity ON CLUSTER `main`
(
    own_person_id UUID COMMENT 'uuid5(distinct_id)',
    distinct_id   String,
    first_seen_at SimpleAggregateFunction(min, DateTime64(6, 'UTC')),
    last_seen_at  SimpleAggregateFunction(max, DateTime64(6, 'UTC')),
    touched_at    SimpleAggregateFunction(max, DateTime64(3, 'UTC')) COMMENT 'When a row of it was stored',
    INDEX minmax_touched_at touched_at TYPE minmax GRANULARITY 1,
    INDEX bloom_distinct_id distinct_id TYPE bloom_filter(0.001) GRANULARITY 1
)
ENGINE = ReplicatedAggregatingMergeTree('/clickhouse/tables/{database}/everywhere/{table}', '{shard}-{replica}')
ORDER BY (own_person_id, distinct_id)
SETTINGS index_granularity = 1024, replicated_deduplication_window = 0, merge_selector_base = 10,
    max_suspicious_broken_parts = 1000000, max_suspicious_broken_parts_bytes = 1000000000000;

-- 0004_id_activity.sql
CREATE MATERIALIZED VIEW IF NOT EXISTS product_analytics.mv_normalized_to_id_activity ON CLUSTER `main` TO product_analytics.id_activity AS
SELECT
    tupleElement(normalized, 'person_id') AS own_person_id,
    tupleElement(normalized, 'distinct_id') AS distinct_id,
    tupleElement(normalized, 'timestamp') AS first_seen_at,
    tupleElement(normalized, 'timestamp') AS last_seen_at,
    now64(3, 'UTC') AS touched_at
FROM product_analytics.normalized_events
WHERE tupleElement(normalized, 'reject_reason') = '' AND tupleElement(normalized, 'event') != '$groupidentify' AND dialect != 'operator';

-- 0005_event_problems.sql
CREATE TABLE IF NOT EXISTS product_analytics.event_problems ON CLUSTER `main`
(
    batch_id      UUID,
    seq           UInt32 COMMENT 'Position in the request, from 0',
    received_at   DateTime64(6, 'UTC'),
    api_key       LowCardinality(String),
    origin        LowCardinality(String),
    ip            String,
    user_agent    String,
    sent_at       String,
    dialect       LowCardinality(String),
    sdk           LowCardinality(String),
    fallback_uuid UUID,
    is_rejected   UInt8 COMMENT 'Otherwise a warning',
    reason        LowCardinality(String) COMMENT 'Of the rejection, or kind of the warning',
    detail        String COMMENT 'Of a warning: the text that caused it',
    uuid          UUID,
    event         LowCardinality(String) COMMENT 'Its name, when it was accepted',
    distinct_id   String,
    raw_event     String COMMENT 'The text as received, when it was rejected' CODEC(ZSTD(1))
)
ENGINE = ReplicatedReplacingMergeTree('/clickhouse/tables/{database}/everywhere/{table}', '{shard}-{replica}')
ORDER BY (received_at, batch_id, seq, is_rejected, reason, detail)
SETTINGS replicated_deduplication_window = 0, merge_with_ttl_timeout = 86400, materialize_ttl_recalculate_only = 1,
    max_suspicious_broken_parts = 1000000, max_suspicious_broken_parts_bytes = 1000000000000;

-- 0005_event_problems.sql
CREATE MATERIALIZED VIEW IF NOT EXISTS product_analytics.mv_normalized_to_problems ON CLUSTER `main` TO product_analytics.event_problems AS
SELECT
    batch_id,
    seq,
    received_at,
    api_key,
    origin,
    ip,
    user_agent,
    sent_at,
    dialect,
    sdk,
    fallback_uuid,
    tupleElement(normalized, 'reject_reason') != '' AS is_rejected,
    problem.kind AS reason,
    problem.detail AS detail,
    tupleElement(normalized, 'uuid') AS uuid,
    tupleElement(normalized, 'event') AS event,
    tupleElement(normalized, 'distinct_id') AS distinct_id,
    if(is_rejected, raw_event, '') AS raw_event
FROM product_analytics.normalized_events
ARRAY JOIN
    if(
        tupleElement(normalized, 'reject_reason') != '',
        [(tupleElement(normalized, 'reject_reason'), '')],
        tupleElement(normalized, 'warnings')
    )::Array(Tuple(kind String, detail String)) AS problem;

-- 0006_person_properties.sql
CREATE TABLE IF NOT EXISTS product_analytics.person_properties ON CLUSTER `main`
(
    own_person_id  UUID COMMENT 'uuid5(distinct_id)',
    key            String,
    last_set       SimpleAggregateFunction(max, Tuple(timestamp DateTime64(6, 'UTC'), uuid FixedString(16), precedence UInt128, value String)),
    last_unset     SimpleAggregateFunction(max, Tuple(timestamp DateTime64(6, 'UTC'), uuid FixedString(16), precedence UInt128)),
    first_set_once AggregateFunction(groupArraySorted(32), Tuple(timestamp DateTime64(6, 'UTC'), uuid FixedString(16), received UInt128, value String)),
    last_set_once  SimpleAggregateFunction(max, Tuple(timestamp DateTime64(6, 'UTC'), uuid FixedString(16), precedence UInt128, value String)),
    touched_at     SimpleAggregateFunction(max, DateTime64(3, 'UTC')) COMMENT 'When a row of it was stored',
    INDEX minmax_touched_at touched_at TYPE minmax GRANULARITY 1
)
ENGINE = ReplicatedAggregatingMergeTree('/clickhouse/tables/{database}/everywhere/{table}', '{shard}-{replica}')
ORDER BY (own_person_id, key)
SETTINGS index_granularity = 1024, replicated_deduplication_window = 0, merge_selector_base = 10,
    max_suspicious_broken_parts = 1000000, max_suspicious_broken_parts_bytes = 1000000000000;

-- 0006_person_properties.sql
CREATE MATERIALIZED VIEW IF NOT EXISTS product_analytics.mv_normalized_to_properties ON CLUSTER `main` TO product_analytics.person_properties AS
WITH
    tupleElement(normalized, 'timestamp') AS timestamp,
    UUIDToNum(tupleElement(normalized, 'uuid')) AS uuid
SELECT
    tupleElement(normalized, 'person_id') AS own_person_id,
    operation.key AS key,
    maxIf((timestamp, uuid, precedence, operation.value), operation.kind = 'set') AS last_set,
    maxIf((timestamp, uuid, precedence), operation.kind = 'unset') AS last_unset,
    groupArraySortedStateIf(32)((timestamp, uuid, bitNot(precedence), operation.value), operation.kind = 'set_once') AS first_set_once,
    maxIf((timestamp, uuid, precedence, operation.value), operation.kind = 'set_once') AS last_set_once,
    now64(3, 'UTC') AS touched_at
FROM product_analytics.normalized_events
ARRAY JOIN tupleElement(normalized, 'person_operations') AS operation
GROUP BY own_person_id, key;

-- 0007_suppressed_ids.sql
CREATE TABLE IF NOT EXISTS product_analytics.suppressed_ids ON CLUSTER `main`
(
    own_person_id UUID COMMENT 'uuid5(distinct_id)',
    erased_with   UUID COMMENT 'The person that the id belonged to: its ids return together',
    erased_at     DateTime64(6, 'UTC')
)
ENGINE = ReplicatedReplacingMergeTree('/clickhouse/tables/{database}/everywhere/{table}', '{shard}-{replica}')
ORDER BY own_person_id
SETTINGS fsync_after_insert = 1, fsync_part_directory = 1, min_rows_to_fsync_after_merge = 1, replicated_deduplication_window = 0;

-- 0008_identity_claims.sql
CREATE TABLE IF NOT EXISTS product_analytics.identity_claims ON CLUSTER `main`
(
    source           String,
    source_person_id UUID COMMENT 'uuid5(source)',
    target           String,
    target_person_id UUID COMMENT 'uuid5(target); of a split uuid5(source)',
    kind             Enum8('plain' = 1, 'forced' = 2, 'identified' = 3, 'split' = 4) COMMENT 'identified: source = target is a known user; split: what the source claimed until then, of the target or of any, counts no more',
    timestamp        DateTime64(6, 'UTC'),
    uuid             UUID,
    refused          LowCardinality(String) COMMENT 'What is wrong with the claim by itself; empty when it may count',
    precedence       UInt128 COMMENT 'Larger is received earlier',
    claimed_at       DateTime('UTC') COMMENT 'When the row was stored',
    INDEX minmax_claimed_at claimed_at TYPE minmax GRANULARITY 1
)
ENGINE = ReplicatedReplacingMergeTree('/clickhouse/tables/{database}/everywhere/{table}', '{shard}-{replica}', precedence)
ORDER BY (source, target, kind, uuid)
SETTINGS index_granularity = 256, replicated_deduplication_window = 0,
    max_suspicious_broken_parts = 1000000, max_suspicious_broken_parts_bytes = 1000000000000;

-- 0008_identity_claims.sql
CREATE TABLE IF NOT EXISTS product_analytics.claims_to_resolve ON CLUSTER `main`
(
    source           String,
    source_person_id UUID,
    target           String,
    target_person_id UUID,
    kind             String,
    timestamp        DateTime64(6, 'UTC'),
    uuid             UUID,
    refused          String,
    precedence       UInt128,
    claimed_at       DateTime('UTC') MATERIALIZED now('UTC') COMMENT 'One time for the claim and what is decided by it, which is never earlier',
    is_again         UInt8 COMMENT 'It is stored already',
    keeps_recent     UInt8 COMMENT 'Decisions of the last two seconds stay: what they follow from may not be in the tables yet'
)
ENGINE = Null;

-- 0008_identity_claims.sql
CREATE MATERIALIZED VIEW IF NOT EXISTS product_analytics.mv_normalized_to_claims ON CLUSTER `main` TO product_analytics.claims_to_resolve AS
SELECT
    claim.source AS source,
    claim.source_person_id AS source_person_id,
    claim.target AS target,
    tupleElement(normalized, 'person_id') AS target_person_id,
    claim.kind AS kind,
    tupleElement(normalized, 'timestamp') AS timestamp,
    tupleElement(normalized, 'uuid') AS uuid,
    claim.refused AS refused,
    precedence,
    0 AS is_again
FROM product_analytics.normalized_events
ARRAY JOIN tupleElement(normalized, 'claims') AS claim
WHERE NOT has(erased_sources, claim.source_person_id);

-- 0008_identity_claims.sql
CREATE MATERIALIZED VIEW IF NOT EXISTS product_analytics.mv_claims_to_log ON CLUSTER `main` TO product_analytics.identity_claims AS
SELECT source, source_person_id, target, target_person_id, kind, timestamp, uuid, refused, precedence, claimed_at
FROM product_analytics.claims_to_resolve
WHERE NOT is_again;

-- 0009_person_ids.sql
CREATE TABLE IF NOT EXISTS product_analytics.person_ids ON CLUSTER `main`
(
    own_person_id UUID COMMENT 'uuid5(distinct_id)',
    distinct_id   String,
    root          String COMMENT 'The id whose person it is',
    person_id     UUID COMMENT 'uuid5(root)',
    owner         String COMMENT 'Target of the plain claim in force; empty without one',
    claimed_at    DateTime64(6, 'UTC') COMMENT 'Of that claim',
    claim_uuid    UUID COMMENT 'Of that claim',
    is_identified UInt8 COMMENT 'A known user, who has no owner',
    changed_at    DateTime64(6, 'UTC') COMMENT 'Time of the latest claim in force, forced ones included',
    decided_at    DateTime64(6, 'UTC') COMMENT 'The later decision counts',
    INDEX minmax_decided_at decided_at TYPE minmax GRANULARITY 1,
    INDEX bloom_distinct_id distinct_id TYPE bloom_filter(0.001) GRANULARITY 1,
    PROJECTION by_person (SELECT * ORDER BY person_id)
)
ENGINE = ReplicatedReplacingMergeTree('/clickhouse/tables/{database}/everywhere/{table}', '{shard}-{replica}', decided_at)
ORDER BY own_person_id
SETTINGS index_granularity = 256, deduplicate_merge_projection_mode = 'rebuild', replicated_deduplication_window = 0,
    max_suspicious_broken_parts = 1000000, max_suspicious_broken_parts_bytes = 1000000000000;

-- 0009_person_ids.sql
CREATE MATERIALIZED VIEW IF NOT EXISTS product_analytics.resolve_claims ON CLUSTER `main` REFRESH EVERY 2 SECOND APPEND TO product_analytics.claims_to_resolve AS
WITH
    toStartOfInterval(now('UTC'), INTERVAL 2 SECOND) AS turn,
    toSecond(turn) = 0 AS is_wide,
    toIntervalSecond(multiIf(is_wide AND toMinute(turn) = 0, 7200, is_wide, 180, 12)) AS reach,
    turn - toIntervalSecond(uptime()) AS started_at,
    if(
        is_wide AND uptime() < 150,
        (SELECT if(count() = 0, turn, max(claimed_at)) FROM product_analytics.identity_claims WHERE uptime() < 150 AND claimed_at < started_at),
        turn
    ) - reach AS begin
SELECT source, source_person_id, target, target_person_id, toString(kind) AS kind, timestamp, uuid, refused, precedence, 1 AS is_again, 1 AS keeps_recent
FROM product_analytics.identity_claims
WHERE refused = '' AND claimed_at <= turn - INTERVAL 2 SECOND AND (SELECT replica_name = arrayMin(mapKeys(mapFilter((name, is_active) -> is_active = 1, replica_is_active))) FROM system.replicas WHERE database = 'product_analytics' AND table = 'identity_claims') AND source IN
(
    SELECT id
    FROM
    (
        SELECT source AS id, claimed_at AS changed_at FROM product_analytics.identity_claims WHERE claimed_at >= begin AND claimed_at < turn
        UNION ALL
        SELECT distinct_id, decided_at FROM product_analytics.person_ids WHERE decided_at >= begin AND decided_at < turn
    )
    WHERE is_wide OR intDiv(dateDiff('second', changed_at, turn), 2) IN (1, 5)
);

-- 0010_person_rows.sql
CREATE TABLE IF NOT EXISTS product_analytics.person_rows ON CLUSTER `main`
(
    id            UUID,
    distinct_id   String COMMENT 'The root id',
    properties    String CODEC(ZSTD(1)),
    created_at    DateTime64(6, 'UTC'),
    updated_at    DateTime64(6, 'UTC'),
    last_seen_at  DateTime64(6, 'UTC'),
    is_identified UInt8,
    is_deleted    UInt8 COMMENT 'Nothing makes it a person any more',
    folded_at     DateTime64(6, 'UTC'),
    INDEX bloom_distinct_id distinct_id TYPE bloom_filter(0.001) GRANULARITY 1
)
ENGINE = ReplicatedReplacingMergeTree('/clickhouse/tables/{database}/everywhere/{table}', '{shard}-{replica}', folded_at)
ORDER BY id
SETTINGS index_granularity = 1024, replicated_deduplication_window = 0,
    max_suspicious_broken_parts = 1000000, max_suspicious_broken_parts_bytes = 1000000000000;

-- 0011_fold_persons.sql
CREATE TABLE IF NOT EXISTS product_analytics.touched_ids ON CLUSTER `main`
(
    own_person_id UUID,
    is_changed    UInt8 COMMENT 'Its properties or its person; otherwise only its times, which matter to stored persons alone',
    stored_by     DateTime64(6, 'UTC') COMMENT 'The change was stored by then: a person that was folded later has it',
    folded_at     DateTime64(6, 'UTC') COMMENT 'Earlier than anything that the fold reads'
)
ENGINE = Null;

-- 0011_fold_persons.sql
CREATE TABLE IF NOT EXISTS product_analytics.persons_to_fold ON CLUSTER `main`
(
    person_id      UUID,
    own_person_ids Array(UUID) COMMENT 'Of all its ids',
    root           String COMMENT 'Empty where no claim names the id',
    is_identified  UInt8,
    changed_at     DateTime64(6, 'UTC'),
    folded_at      DateTime64(6, 'UTC')
)
ENGINE = Null;

-- 0011_fold_persons.sql
CREATE MATERIALIZED VIEW IF NOT EXISTS product_analytics.mv_touched_to_persons ON CLUSTER `main` TO product_analytics.persons_to_fold AS
WITH
    toDateTime64(0, 6, 'UTC') AS never,
    toUUID('00000000-0000-0000-0000-000000000000') AS nil,
    touched_persons AS
    (
        SELECT
            arrayJoin([touched.own_person_id, if(id.person_id = nil, touched.own_person_id, id.person_id)]) AS person_id,
            touched.is_changed AS is_changed,
            touched.stored_by AS stored_by,
            touched.folded_at AS folded_at
        FROM product_analytics.touched_ids AS touched
        LEFT JOIN
        (
            SELECT own_person_id, person_id
            FROM product_analytics.person_ids
            WHERE own_person_id IN (SELECT own_person_id FROM product_analytics.touched_ids)
        ) AS id ON id.own_person_id = touched.own_person_id
    ),
    persons AS
    (
        SELECT person_id, max(folded_at) AS folded_at
        FROM
        (
            SELECT person_id, is_changed, stored_by, folded_at, never AS folded_before FROM touched_persons
            UNION ALL
            SELECT id, 0, never, never, folded_at
            FROM product_analytics.person_rows
            WHERE id IN (SELECT person_id FROM touched_persons)
        )
        GROUP BY person_id
        HAVING max(folded_before) < max(stored_by) AND (max(is_changed) OR max(folded_before) > never)
    ),
    -- The latest decision about each id that belongs or belonged to one of these persons. A person's own id without one is its own.
    decisions AS
    (
        SELECT
            own_person_id,
            argMax((person_id, root, is_identified, changed_at), decided_at) AS decision,
            max(folded_at) AS due_at
        FROM
        (
            SELECT person_id AS own_person_id, person_id, '' AS root, 0 AS is_identified, never AS changed_at, never AS decided_at, folded_at
            FROM persons
            UNION ALL
            SELECT own_person_id, person_id, root, is_identified, changed_at, decided_at, never AS folded_at
            FROM product_analytics.person_ids
            WHERE own_person_id IN
            (
                SELECT person_id FROM persons
                UNION ALL
                SELECT own_person_id FROM product_analytics.person_ids WHERE person_id IN (SELECT person_id FROM persons)
            )
        )
        GROUP BY own_person_id
    )
SELECT
    tupleElement(member.2, 1) AS person_id,
    groupArrayIf(member.1, member.1 != nil) AS own_person_ids,
    max(tupleElement(member.2, 2)) AS root,
    max(tupleElement(member.2, 3)) AS is_identified,
    max(tupleElement(member.2, 4)) AS changed_at,
    max(member.3) AS folded_at
FROM
(
    -- An id that belongs to another person is no member of the person named after it, which is made again all the same: nil, no member.
    SELECT arrayJoin(if(
        decision.1 = own_person_id,
        [(own_person_id, decision, due_at)],
        [(own_person_id, decision, never), (nil, (own_person_id, '', 0, never), due_at)])) AS member
    FROM decisions
)
GROUP BY person_id
HAVING folded_at > never;

-- 0011_fold_persons.sql
CREATE MATERIALIZED VIEW IF NOT EXISTS product_analytics.mv_persons_to_rows ON CLUSTER `main` TO product_analytics.person_rows AS
WITH
    members AS
    (
        SELECT person_id, arrayJoin(own_person_ids) AS own_person_id FROM product_analytics.persons_to_fold
    ),
    registers AS
    (
        SELECT
            member.person_id AS person_id,
            property.key AS key,
            max(property.last_set) AS last_set,
            max(property.last_unset) AS last_unset,
            groupArraySortedMerge(32)(property.first_set_once) AS first_set_once,
            max(property.last_set_once) AS last_set_once
        FROM product_analytics.person_properties AS property
        INNER JOIN members AS member ON member.own_person_id = property.own_person_id
        WHERE property.own_person_id IN (SELECT own_person_id FROM members)
        GROUP BY person_id, key
    ),
    folded AS
    (
        SELECT
            person_id,
            key,
            greatest(last_set.1, last_unset.1, last_set_once.1) AS changed_at,
            arrayFirst(
                operation -> (operation.1, operation.2) > (last_unset.1, last_unset.2),
                arrayConcat(first_set_once, [(last_set_once.1, last_set_once.2, toUInt128(0), last_set_once.4)])
            ).4 AS set_once_value,
            if((last_set.1, last_set.2) > (last_unset.1, last_unset.2), last_set.4, set_once_value) AS value
        FROM registers
    ),
    properties AS
    (
        SELECT
            person_id,
            concat('{', arrayStringConcat(arrayMap(
                pair -> concat(toJSONString(pair.1), ':', pair.2),
                arraySort(groupArrayIf((key, value), value != ''))
            ), ','), '}') AS json,
            max(changed_at) AS changed_at
        FROM folded
        GROUP BY person_id
    ),
    seen AS
    (
        SELECT
            member.person_id AS person_id,
            anyIf(activity.distinct_id, activity.own_person_id = member.person_id) AS distinct_id,
            min(activity.first_seen_at) AS created_at,
            max(activity.last_seen_at) AS last_seen_at
        FROM product_analytics.id_activity AS activity
        INNER JOIN members AS member ON member.own_person_id = activity.own_person_id
        WHERE activity.own_person_id IN (SELECT own_person_id FROM members)
        GROUP BY person_id
    )
SELECT
    person.person_id AS id,
    if(person.root = '', seen.distinct_id, person.root) AS distinct_id,
    if(properties.json = '', '{}', properties.json) AS properties,
    seen.created_at AS created_at,
    greatest(properties.changed_at, person.changed_at, created_at) AS updated_at,
    seen.last_seen_at AS last_seen_at,
    person.is_identified AS is_identified,
    properties.json = '' AND NOT person.is_identified AS is_deleted,
    person.folded_at AS folded_at
FROM product_analytics.persons_to_fold AS person
LEFT JOIN properties ON properties.person_id = person.person_id
LEFT JOIN seen ON seen.person_id = person.person_id
WHERE NOT is_deleted OR id IN
(
    SELECT id FROM product_analytics.person_rows WHERE id IN (SELECT person_id FROM product_analytics.persons_to_fold)
)
SETTINGS join_use_nulls = 0;

-- 0011_fold_persons.sql
CREATE MATERIALIZED VIEW IF NOT EXISTS product_analytics.fold_persons ON CLUSTER `main` REFRESH EVERY 1 SECOND APPEND TO product_analytics.touched_ids AS
WITH
    now64(6, 'UTC') AS turn,
    toSecond(turn) % 15 = 0 AS is_wide,
    toIntervalMillisecond(if(is_wide, 15000, 500)) AS lag,
    toIntervalMillisecond(multiIf(is_wide AND toMinute(turn) = 0, 7200000, is_wide, 75000, 2500)) AS reach,
    turn - toIntervalSecond(uptime()) AS started_at,
    if(
        is_wide AND uptime() < 60,
        (SELECT if(count() = 0, turn, max(touched_at)) FROM product_analytics.id_activity WHERE uptime() < 60 AND touched_at < started_at),
        turn
    ) - reach AS begin
SELECT own_person_id, max(is_change) AS is_changed, max(touched_at) + lag AS stored_by, turn AS folded_at
FROM
(
    SELECT own_person_id, 1 AS is_change, touched_at FROM product_analytics.person_properties WHERE touched_at >= begin AND touched_at < turn - lag
    UNION ALL
    SELECT own_person_id, 1, decided_at FROM product_analytics.person_ids WHERE decided_at >= begin AND decided_at < turn - lag
    UNION ALL
    SELECT own_person_id, 0, touched_at FROM product_analytics.id_activity WHERE is_wide AND touched_at >= begin AND touched_at < turn - lag
)
WHERE (SELECT replica_name = arrayMin(mapKeys(mapFilter((name, is_active) -> is_active = 1, replica_is_active))) FROM system.replicas WHERE database = 'product_analytics' AND table = 'identity_claims')
GROUP BY own_person_id;

-- tables/retention.sql
ALTER TABLE product_analytics.raw_events ON CLUSTER `main` MODIFY TTL toDateTime(received_at) + INTERVAL 30 DAY;

-- tables/retention.sql
ALTER TABLE product_analytics.event_log_local ON CLUSTER `main` MODIFY TTL timestamp + INTERVAL 36000 DAY;

-- tables/retention.sql
ALTER TABLE product_analytics.event_problems ON CLUSTER `main` MODIFY TTL received_at + INTERVAL 36000 DAY;

-- views/claim_verdicts.sql
CREATE OR REPLACE VIEW product_analytics.claim_verdicts ON CLUSTER `main` AS
SELECT
    claim.source AS source,
    claim.target AS target,
    claim.kind AS kind,
    claim.timestamp AS timestamp,
    claim.uuid AS uuid,
    multiIf(
        claim.refused != '', toString(claim.refused),
        claim.kind = 'split', '',
        arrayExists(split -> split.1 IN ('', claim.target) AND split.2 >= claim.timestamp, splits.of_source), 'split',
        claim.kind != 'plain', '',
        decision.is_identified, 'source_is_identified',
        (claim.timestamp, claim.uuid) != (decision.claimed_at, decision.claim_uuid), 'source_has_owner',
        '') AS refused,
    decision.decided_at AS decided_at,
    fromUnixTimestamp64Micro(toInt64(bitShiftRight(bitNot(claim.precedence), 32)), 'UTC') AS received_at,
    toUInt32(bitAnd(bitNot(claim.precedence), 4294967295)) AS seq
FROM product_analytics.identity_claims AS claim FINAL
LEFT JOIN
(
    SELECT own_person_id, is_identified, claimed_at, claim_uuid, decided_at FROM product_analytics.person_ids FINAL
) AS decision ON decision.own_person_id = claim.source_person_id
LEFT JOIN
(
    SELECT source, groupArray((target, timestamp)) AS of_source
    FROM product_analytics.identity_claims FINAL
    WHERE kind = 'split'
    GROUP BY source
) AS splits ON splits.source = claim.source;

-- views/events.sql
CREATE OR REPLACE VIEW product_analytics.events_local ON CLUSTER `main` AS
SELECT *
FROM
(
    SELECT
        uuid,
        api_key,
        event,
        distinct_id,
        coalesce(
            (
                SELECT decision.person_id
                FROM product_analytics.person_ids AS decision FINAL
                WHERE decision.own_person_id = logged.person_id AND decision.person_id != decision.own_person_id
            ),
            logged.person_id
        ) AS person_id,
        session_id,
        session_id_uuid,
        window_id,
        window_id_uuid,
        elements_chain,
        timestamp,
        inserted_at,
        ip,
        user_agent,
        current_url,
        host,
        properties,
        is_deleted
    FROM product_analytics.event_log_local AS logged
    SETTINGS correlated_subqueries_default_join_kind = 'left'
);

-- views/events.sql
CREATE TABLE IF NOT EXISTS product_analytics.events ON CLUSTER `main` AS product_analytics.events_local
ENGINE = Distributed('main', 'product_analytics', 'events_local', cityHash64(distinct_id));

-- views/follow_raw.sql
DROP VIEW IF EXISTS product_analytics.follow_raw ON CLUSTER `main` SYNC;

-- views/follow_raw.sql
CREATE MATERIALIZED VIEW product_analytics.follow_raw ON CLUSTER `main` REFRESH EVERY 30 SECOND APPEND TO product_analytics.normalized_events AS
WITH
    -- The receive times that a turn looks at: the last two minutes, without the last twenty seconds, which may be under way. The first
    -- turns after a start, and the first of every hour, look at two hours. What came in the last two minutes before a start is taken
    -- whole, whatever is there: rows of any table may lack, and properties do not tell which event they are of. A new database has
    -- nothing from before its start. A replay puts days of its own in the place of this (sql/upkeep/day_to_follow.sql).
    (
        WITH
            now64(6, 'UTC') AS turn,
            uptime() BETWEEN 20 AND 79 AS is_young,
            turn - toIntervalSecond(uptime()) AS started_at,
            (
                SELECT max(received_at)
                FROM
                (
                    SELECT received_at
                    FROM product_analytics.raw_events
                    WHERE is_young AND received_at < started_at
                    ORDER BY received_at DESC
                    LIMIT 1
                )
            ) AS last_before_start,
            is_young AND toUnixTimestamp64Micro(last_before_start) != 0 AS is_start,
            if(is_start, last_before_start, turn) AS last
        SELECT (
            last - toIntervalSecond(if(is_start OR toMinute(turn) = 0 AND toSecond(turn) < 30, 7200, 120)) AS begin,
            turn - INTERVAL 20 SECOND AS end,
            if(is_start, last - INTERVAL 2 MINUTE, turn) AS whole_begin,
            started_at + INTERVAL 20 SECOND AS whole_end
        )
        WHERE is_start OR (SELECT replica_name = arrayMin(mapKeys(mapFilter((name, is_active) -> is_active = 1, replica_is_active))) FROM system.replicas WHERE database = 'product_analytics' AND table = 'raw_events')
    ) AS span,
    -- The places (receive time and seq) that have more raw events than events and rejections. They are counted, because two relays may
    -- receive events in the same microsecond, with the same seq.
    (
        SELECT groupArray(precedence)
        FROM
        (
            SELECT precedence
            FROM
            (
                SELECT bitNot(toUInt128(toUnixTimestamp64Micro(received_at)) * 4294967296 + seq) AS precedence, 1 AS raw_rows
                FROM product_analytics.raw_events
                WHERE received_at BETWEEN span.1 AND span.2
                UNION ALL
                SELECT precedence, -1
                FROM product_analytics.event_log
                WHERE inserted_at BETWEEN span.1 AND span.2
                UNION ALL
                SELECT bitNot(toUInt128(toUnixTimestamp64Micro(received_at)) * 4294967296 + seq), -1
                FROM product_analytics.event_problems
                WHERE is_rejected AND received_at BETWEEN span.1 AND span.2
            )
            GROUP BY precedence
            HAVING sum(raw_rows) > 0
        )
    ) AS incomplete,
    chosen AS
    (
        SELECT
            batch_id,
            seq,
            received_at,
            api_key,
            origin,
            ip,
            user_agent,
            sent_at,
            dialect,
            sdk,
            fallback_uuid,
            event AS raw_event,
            bitNot(toUInt128(toUnixTimestamp64Micro(received_at)) * 4294967296 + seq) AS precedence,
            normalize_event_v2(raw_event, received_at, sent_at, fallback_uuid, dialect, sdk) AS normalized,
            received_at BETWEEN span.3 AND span.4 AS is_whole
        FROM product_analytics.raw_events
        WHERE received_at BETWEEN span.1 AND span.2 AND (is_whole OR precedence IN (SELECT arrayJoin(incomplete)))
    )
-- In a subquery, because is_logged would be analyzed once for each of its uses.
SELECT * EXCEPT (is_whole)
FROM
(
    SELECT
        *,
        -- A copy of an event has its place no more once it was merged: it is told by its key.
        (toDate(normalized.timestamp), normalized.event, cityHash64(normalized.distinct_id), cityHash64(normalized.uuid)) GLOBAL IN
        (
            SELECT toDate(timestamp), event, cityHash64(distinct_id), cityHash64(uuid)
            FROM product_analytics.event_log
            WHERE (toDate(timestamp), event, cityHash64(distinct_id), cityHash64(uuid)) GLOBAL IN
            (
                SELECT toDate(normalized.timestamp), normalized.event, cityHash64(normalized.distinct_id), cityHash64(normalized.uuid)
                FROM chosen
            )
        ) AS is_logged,
        arrayFilter(id -> id IN (SELECT own_person_id FROM product_analytics.suppressed_ids), normalized.claims.source_person_id) AS erased_sources
    FROM chosen
)
WHERE (is_whole OR NOT is_logged OR normalized.reject_reason != '')
    AND normalized.person_id NOT IN (SELECT own_person_id FROM product_analytics.suppressed_ids)
    AND NOT throwIf(normalized.rules_version != 2, 'the normalizer answers by other rules')
-- A filter that moves into chosen takes a copy of the function in SQL along, which takes seconds to plan.
SETTINGS query_plan_filter_push_down = 0;

-- views/groups.sql
CREATE OR REPLACE VIEW product_analytics.groups ON CLUSTER `main` AS
SELECT
    api_key,
    group_type,
    group_key,
    concat(
        '{',
        arrayStringConcat(
            arrayMap(
                member -> concat(toJSONString(member.1), ':', member.2),
                arraySort(groupArrayIf((name, latest), name != ''))),
            ','),
        '}') AS properties,
    min(first_seen_at) AS created_at,
    max(last_seen_at) AS updated_at
FROM
(
    SELECT
        api_key,
        group_type,
        group_key,
        member.1 AS name,
        argMax(member.2, (timestamp, UUIDToNum(uuid))) AS latest,
        min(timestamp) AS first_seen_at,
        max(timestamp) AS last_seen_at
    FROM
    (
        SELECT
            api_key,
            JSONExtractString(properties, '$group_type') AS group_type,
            JSONExtractString(properties, '$group_key') AS number_or_text,
            if(number_or_text = '', JSONExtractRaw(properties, '$group_key'), number_or_text) AS group_key,
            timestamp,
            uuid,
            JSONExtractKeysAndValuesRaw(properties, '$group_set') AS members
        FROM product_analytics.events
        WHERE event = '$groupidentify' AND is_deleted = 0 AND group_type != '' AND group_key NOT IN ('', '""', 'null')
    )
    LEFT ARRAY JOIN members AS member
    GROUP BY api_key, group_type, group_key, name
)
GROUP BY api_key, group_type, group_key;

-- views/ingestion_warnings.sql
CREATE OR REPLACE VIEW product_analytics.ingestion_warnings ON CLUSTER `main` AS
SELECT batch_id, seq, received_at, api_key, uuid, event, distinct_id, reason AS warning, detail
FROM product_analytics.event_problems FINAL
WHERE NOT is_rejected;

-- views/mv_claims_to_person_ids.sql
DROP VIEW IF EXISTS product_analytics.mv_claims_to_person_ids ON CLUSTER `main` SYNC;

-- views/mv_claims_to_person_ids.sql
CREATE MATERIALIZED VIEW product_analytics.mv_claims_to_person_ids ON CLUSTER `main` TO product_analytics.person_ids AS
WITH
    toDateTime64(0, 6, 'UTC') AS never,
    toUUID('00000000-0000-0000-0000-000000000000') AS nil,
    -- A claim opens the person of its source, to be decided as a whole, unless the source is nobody's yet or a known user.
    -- Where a claim of the insert is forced or a split, all its claims open the persons of both sides, known users too; so does a claim
    -- that is looked at again. A split has its source on both sides.
    openers AS
    (
        SELECT arrayJoin(if(
            is_again OR max(kind IN ('forced', 'split')) OVER (),
            [(source_person_id, 0), (source_person_id, 1), (target_person_id, 0), (target_person_id, 1)],
            [(source_person_id, 0)])) AS own_person_id_is_identified
        FROM product_analytics.claims_to_resolve
    ),
    opened AS
    (
        SELECT person_id
        FROM product_analytics.person_ids
        WHERE (own_person_id, is_identified) IN (SELECT own_person_id_is_identified FROM openers)
    ),
    -- An insert shows its claims at one moment and its decision at another. So a turn of resolve_claims reads no claim that is younger
    -- than two seconds, and replaces no decision that is: a later turn looks at both again. A decision is never dated before its claims,
    -- or a turn would read it without them.
    1 IN (SELECT keeps_recent FROM product_analytics.claims_to_resolve) AS is_turn,
    now64(6, 'UTC') - INTERVAL 2 SECOND AS recent
SELECT
    change.own_person_id AS own_person_id,
    change.distinct_id AS distinct_id,
    change.root AS root,
    change.person_id AS person_id,
    change.owner AS owner,
    change.claimed_at AS claimed_at,
    change.claim_uuid AS claim_uuid,
    change.is_identified AS is_identified,
    change.changed_at AS changed_at,
    greatest(now64(6, 'UTC'), last_claimed_at, change.decided_before + toIntervalMicrosecond(1)) AS decided_at
FROM
(
    SELECT
        resolve_identity_v1(groupArrayIf(claim, is_claim), groupArrayIf(id, NOT is_claim)) AS changes,
        max(new_at) AS last_claimed_at
    FROM
    (
        -- All claims of the sources and of all ids of the opened persons. A claim of this insert may not be in the table yet.
        SELECT
            1 AS is_claim,
            (kind, source, target, argMax(timestamp, precedence), uuid) AS claim,
            ('', '', '', never, nil, 0, never, never, 0) AS id,
            never AS new_at
        FROM
        (
            SELECT kind, source, target, timestamp, uuid, precedence
            FROM product_analytics.claims_to_resolve
            WHERE refused = ''
            UNION ALL
            SELECT toString(kind), source, target, timestamp, uuid, precedence
            FROM product_analytics.identity_claims
            WHERE refused = '' AND NOT (is_turn AND claimed_at > recent) AND source IN
            (
                SELECT source FROM product_analytics.claims_to_resolve
                UNION ALL
                SELECT distinct_id FROM product_analytics.person_ids WHERE person_id IN (SELECT person_id FROM opened)
            )
        )
        GROUP BY kind, source, target, uuid
        UNION ALL
        -- The ids of both sides, and what is known of them and of all ids of the opened persons: every row of each, because
        -- an outdated one may call an id theirs that has gone elsewhere.
        SELECT 0 AS is_claim, ('', '', '', never, nil) AS claim, (arrayJoin([source, if(kind = 'split', source, target)]), '', '', never, nil, 0, never, never, 0) AS id, claimed_at AS new_at
        FROM product_analytics.claims_to_resolve
        WHERE refused = ''
        UNION ALL
        SELECT
            0 AS is_claim,
            ('', '', '', never, nil) AS claim,
            (
                distinct_id, root, owner, claimed_at, claim_uuid, is_identified, changed_at, decided_at,
                max((own_person_id, is_identified) IN (SELECT own_person_id_is_identified FROM openers)) OVER (PARTITION BY person_id)
            ) AS id,
            never AS new_at
        FROM product_analytics.person_ids
        WHERE own_person_id IN
        (
            SELECT arrayJoin([source_person_id, target_person_id]) FROM product_analytics.claims_to_resolve
            UNION ALL
            SELECT own_person_id FROM product_analytics.person_ids WHERE person_id IN (SELECT person_id FROM opened)
        )
    )
)
ARRAY JOIN changes AS change
WHERE NOT (is_turn AND change.decided_before > recent);

-- views/mv_raw_to_normalized.sql
CREATE MATERIALIZED VIEW IF NOT EXISTS product_analytics.mv_raw_to_normalized ON CLUSTER `main` TO product_analytics.normalized_events AS
SELECT batch_id FROM product_analytics.raw_events WHERE 0;

-- views/mv_raw_to_normalized.sql
ALTER TABLE product_analytics.mv_raw_to_normalized ON CLUSTER `main` MODIFY QUERY
SELECT
    batch_id,
    seq,
    received_at,
    api_key,
    origin,
    ip,
    user_agent,
    sent_at,
    dialect,
    sdk,
    fallback_uuid,
    raw_event,
    precedence,
    0 AS is_logged,
    arrayFilter(id -> id IN (SELECT own_person_id FROM product_analytics.suppressed_ids), tupleElement(tupleElement(normalized, 'claims'), 'source_person_id')) AS erased_sources,
    normalized
FROM
(
    SELECT
        batch_id,
        seq,
        received_at,
        api_key,
        origin,
        ip,
        user_agent,
        sent_at,
        dialect,
        sdk,
        fallback_uuid,
        event AS raw_event,
        bitNot(toUInt128(toUnixTimestamp64Micro(received_at)) * 4294967296 + seq) AS precedence,
        normalize_event_v2(event, received_at, sent_at, fallback_uuid, dialect, sdk) AS normalized
    FROM product_analytics.raw_events
)
WHERE NOT throwIf(tupleElement(normalized, 'rules_version') != 2, 'the normalizer answers by other rules')
    AND tupleElement(normalized, 'person_id') NOT IN (SELECT own_person_id FROM product_analytics.suppressed_ids);

-- views/person_claims.sql
CREATE OR REPLACE VIEW product_analytics.person_claims ON CLUSTER `main` AS
WITH
    asked AS
    (
        SELECT person_id FROM product_analytics.person_distinct_ids WHERE distinct_id = {id:String}
    ),
    ids AS
    (
        SELECT distinct_id
        FROM product_analytics.person_ids FINAL
        WHERE own_person_id IN (SELECT own_person_id FROM product_analytics.person_ids WHERE person_id IN (SELECT person_id FROM asked))
            AND person_id IN (SELECT person_id FROM asked)
    ),
    claims AS
    (
        SELECT *
        FROM product_analytics.claim_verdicts
        WHERE kind != 'identified' AND (
            source IN (SELECT distinct_id FROM ids)
            OR target IN (SELECT distinct_id FROM ids)
            OR kind = 'split' AND source IN
            (
                SELECT source FROM product_analytics.identity_claims WHERE target IN (SELECT distinct_id FROM ids)
            ))
    )
SELECT
    claim.source AS source,
    claim.target AS target,
    toString(claim.kind) AS kind,
    claim.refused AS refused,
    claim.timestamp AS timestamp,
    claim.uuid AS uuid,
    event.name AS event,
    event.api_key AS api_key,
    raw.batch_id AS batch_id,
    claim.received_at AS received_at,
    claim.decided_at AS decided_at
FROM claims AS claim
LEFT JOIN
(
    SELECT uuid, any(event) AS name, any(api_key) AS api_key
    FROM product_analytics.event_log
    WHERE distinct_id GLOBAL IN (SELECT if(kind = 'split', source, target) FROM claims) AND uuid GLOBAL IN (SELECT uuid FROM claims)
    GROUP BY uuid
) AS event ON event.uuid = claim.uuid
LEFT JOIN
(
    SELECT received_at, seq, any(batch_id) AS batch_id
    FROM product_analytics.raw_events
    WHERE received_at IN (SELECT received_at FROM claims)
    GROUP BY received_at, seq
) AS raw ON raw.received_at = claim.received_at AND raw.seq = claim.seq
ORDER BY timestamp, uuid;

-- views/person_distinct_ids.sql
CREATE OR REPLACE VIEW product_analytics.person_distinct_ids ON CLUSTER `main` AS
SELECT
    distinct_id,
    argMax(person_id, decided_at) AS person_id,
    arrayMin(arrayFilter(
        time -> time > 0,
        [minIf(first_seen_at, decided_at = 0), argMax(first_seen_at, decided_at)])) AS created_at,
    toInt8(0) AS is_deleted,
    toUnixTimestamp64Micro(greatest(maxIf(last_seen_at, decided_at = 0), argMax(last_seen_at, decided_at))) AS version
FROM
(
    SELECT
        distinct_id,
        own_person_id AS person_id,
        CAST(first_seen_at, 'DateTime64(6, \'UTC\')') AS first_seen_at,
        CAST(last_seen_at, 'DateTime64(6, \'UTC\')') AS last_seen_at,
        toDateTime64(0, 6, 'UTC') AS decided_at
    FROM product_analytics.id_activity
    UNION ALL
    SELECT distinct_id, person_id, changed_at AS first_seen_at, changed_at AS last_seen_at, decided_at
    FROM product_analytics.person_ids
)
GROUP BY distinct_id
HAVING countIf(decided_at = 0) > 0 OR created_at > 0;

-- views/persons.sql
CREATE OR REPLACE VIEW product_analytics.persons ON CLUSTER `main` AS
WITH recent AS
(
    SELECT
        own_person_id,
        argMax(person_id, decided_at) AS person_id,
        argMax(is_identified, decided_at) AS is_identified
    FROM product_analytics.person_ids
    WHERE decided_at > now64(6, 'UTC') - INTERVAL 5 MINUTE
    GROUP BY own_person_id
)
SELECT
    distinct_id,
    id,
    properties,
    created_at,
    updated_at,
    last_seen_at,
    toInt8(is_identified) AS is_identified,
    toInt8(0) AS is_deleted,
    toUnixTimestamp64Micro(updated_at) AS version
FROM product_analytics.person_rows AS row FINAL
-- Of the row, for the column that is shown has the same name.
WHERE row.is_deleted = 0 AND id NOT IN (SELECT own_person_id FROM recent WHERE person_id != own_person_id)
UNION ALL
SELECT
    any(known_user.distinct_id) AS distinct_id,
    own_person_id AS id,
    '{}' AS properties,
    min(first_seen_at) AS created_at,
    min(first_seen_at) AS updated_at,
    max(last_seen_at) AS last_seen_at,
    toInt8(1) AS is_identified,
    toInt8(0) AS is_deleted,
    toUnixTimestamp64Micro(updated_at) AS version
FROM product_analytics.id_activity AS known_user
WHERE own_person_id IN (SELECT own_person_id FROM recent WHERE is_identified AND person_id = own_person_id)
    AND own_person_id NOT IN
    (
        SELECT id
        FROM product_analytics.person_rows FINAL
        WHERE is_deleted = 0 AND id IN (SELECT own_person_id FROM recent)
    )
GROUP BY own_person_id;

-- views/rejected_events.sql
CREATE OR REPLACE VIEW product_analytics.rejected_events ON CLUSTER `main` AS
SELECT batch_id, seq, received_at, api_key, origin, ip, user_agent, sent_at, dialect, sdk, fallback_uuid, reason, raw_event AS event
FROM product_analytics.event_problems FINAL
WHERE is_rejected;

-- views/sessions.sql
CREATE OR REPLACE VIEW product_analytics.sessions ON CLUSTER `main` AS
SELECT
    e.api_key AS api_key,
    e.session_id AS session_id,
    argMax(e.distinct_id, (e.timestamp, UUIDToNum(e.uuid))) AS distinct_id,
    argMax(e.person_id, (e.timestamp, UUIDToNum(e.uuid))) AS person_id,
    min(e.timestamp) AS started_at,
    max(e.timestamp) AS ended_at,
    dateDiff('second', min(e.timestamp), max(e.timestamp)) AS duration_seconds,
    arraySort(groupUniqArrayIf(2000)(e.current_url, e.current_url != '')) AS urls,
    argMinIf(e.current_url, (e.timestamp, UUIDToNum(e.uuid)), e.current_url != '') AS entry_url,
    argMaxIf(e.current_url, (e.timestamp, UUIDToNum(e.uuid)), e.current_url != '') AS exit_url,
    argMaxIf(e.host, (e.timestamp, UUIDToNum(e.uuid)), e.host != '') AS host,
    uniqExact(e.uuid) AS event_count,
    uniqExactIf(e.uuid, e.event = '$pageview') AS pageview_count,
    uniqExactIf(e.uuid, e.event = '$autocapture') AS autocapture_count,
    arraySort(groupUniqArray(2000)(toString(e.event))) AS event_names
FROM product_analytics.events AS e
WHERE e.session_id != '' AND e.is_deleted = 0
GROUP BY e.api_key, e.session_id;

-- functions/is_bot.sql
CREATE OR REPLACE FUNCTION is_bot_v1 ON CLUSTER `main` AS (_user_agent) ->
    match(_user_agent, concat(
        '(?i)',
        '(^|[^u]|[^c]u)bot|crawl|spider|slurp|scrap(e|ing|y)|archiv|harvest|fetcher|preview|scanner|monitor|',
        'checker|validator|synthetic|uptime|sitemap|screenshot|https?://|www[.]|compatible; ([^mk]|m[^s]|k[^o])|',
        'headless|lighthouse|phantomjs|puppeteer|playwright|selenium|google-[a-z]|-google|googleother|',
        'facebookexternal|facebookcatalog|meta-external|^whatsapp|embedly|iframely|flipboardproxy|',
        'feed(ly|bin|burner)|pingdom|statuscake|site24x7|gtmetrix|ptst/|zabbix|nagios|datadog|newrelic|catchpoint|',
        'nikto|sqlmap|nmap|masscan|zgrab|acunetix|nessus|openvas|censys|ahrefs|semrush|screaming frog|nutch|',
        'heritrix|httrack|daumoa|yeti/|(anthropic|cohere)-ai|',
        '(chatgpt|claude|perplexity|mistralai|manus)-(user|web)'))
    AND NOT match(_user_agent, '(?i)^(node-fetch/|got |php-curl-class/)');

-- functions/named_ids.sql
CREATE OR REPLACE FUNCTION named_ids_v1 ON CLUSTER `main` AS (_event) ->
    arrayMap(
        _value -> own_person_id_v1(if(
            startsWith(_value, '"'),
            JSONExtractString(concat('[', _value, ']'), 1),
            _value)),
        extractAll(_event, concat(
            '"(?:[$]?distinct_id|[$]?anon_distinct_id|alias|userId|anonymousId|previousId)"\\s*:\\s*',
            '("(?:[^"\\\\]|\\\\.)*"|[^\\s",}\\]]+)')));

-- functions/own_person_id.sql
CREATE OR REPLACE FUNCTION own_person_id_v1 ON CLUSTER `main` AS (_distinct_id) ->
    toUUID(UUIDNumToString(bitOr(
        bitAnd(
            CAST(substring(SHA1(_distinct_id), 1, 16), 'FixedString(16)'),
            CAST(unhex('ffffffffffff0fff3fffffffffffffff'), 'FixedString(16)')),
        CAST(unhex('00000000000050008000000000000000'), 'FixedString(16)'))));
