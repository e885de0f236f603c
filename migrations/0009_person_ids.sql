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
SETTINGS index_granularity = 256, deduplicate_merge_projection_mode = 'rebuild', replicated_deduplication_window = 0;
