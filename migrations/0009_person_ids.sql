-- Whose each id is, by the rules of identity: the latest decision about each id that a claim names.
-- An ordinary table, so that every node and replica looks a person up in the same way.
CREATE TABLE IF NOT EXISTS {{DATABASE}}.person_ids{{ON_CLUSTER}}
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
ENGINE = {{REPLICATED}}ReplacingMergeTree({{COMMON_PATH}}{{COMMA}}decided_at)
ORDER BY own_person_id
SETTINGS index_granularity = 256, deduplicate_merge_projection_mode = 'rebuild', replicated_deduplication_window = 0,
    max_suspicious_broken_parts = 1000000, max_suspicious_broken_parts_bytes = 1000000000000;

-- Two inserts at one moment do not see each other's claims. So all claims of a source are looked at again when one of them, or a decision
-- about it, is 2 s old, and when 10 s; every minute those of three minutes, for slow inserts; every hour those of two hours, and after a
-- start the last ones before it, for missed turns. Nothing right is changed, so it ends.
CREATE MATERIALIZED VIEW IF NOT EXISTS {{DATABASE}}.resolve_claims{{ON_CLUSTER}} REFRESH EVERY 2 SECOND APPEND TO {{DATABASE}}.claims_to_resolve AS
WITH
    toStartOfInterval(now('UTC'), INTERVAL 2 SECOND) AS turn,
    toSecond(turn) = 0 AS is_wide,
    toIntervalSecond(multiIf(is_wide AND toMinute(turn) = 0, 7200, is_wide, 180, 12)) AS reach,
    turn - toIntervalSecond(uptime()) AS started_at,
    if(
        is_wide AND uptime() < 150,
        (SELECT if(count() = 0, turn, max(claimed_at)) FROM {{DATABASE}}.identity_claims WHERE uptime() < 150 AND claimed_at < started_at),
        turn
    ) - reach AS begin
SELECT source, source_person_id, target, target_person_id, toString(kind) AS kind, timestamp, uuid, refused, precedence, 1 AS is_again, 1 AS keeps_recent
FROM {{DATABASE}}.identity_claims
WHERE refused = '' AND claimed_at <= turn - INTERVAL 2 SECOND AND {{ON_DUTY}} AND source IN
(
    SELECT id
    FROM
    (
        SELECT source AS id, claimed_at AS changed_at FROM {{DATABASE}}.identity_claims WHERE claimed_at >= begin AND claimed_at < turn
        UNION ALL
        SELECT distinct_id, decided_at FROM {{DATABASE}}.person_ids WHERE decided_at >= begin AND decided_at < turn
    )
    WHERE is_wide OR intDiv(dateDiff('second', changed_at, turn), 2) IN (1, 5)
);
