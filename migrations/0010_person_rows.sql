-- Finished persons, so that reading one costs one look-up.
-- Follows from person_ids, id_activity and person_properties alone; nothing on the insert path reads or writes a person.
CREATE TABLE IF NOT EXISTS {{DATABASE}}.person_rows{{ON_CLUSTER}}
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
ENGINE = {{REPLICATED}}ReplacingMergeTree({{COMMON_PATH}}{{COMMA}}folded_at)
ORDER BY id
SETTINGS index_granularity = 1024, replicated_deduplication_window = 0,
    max_suspicious_broken_parts = 1000000, max_suspicious_broken_parts_bytes = 1000000000000;
