-- Erased ids, as hashes alone: what comes of them later is stored in raw_events and in no other table (docs/privacy.md).
-- Follows from nothing, so it is stored with fsync. Every insert reads it, so it has no more than it needs.
CREATE TABLE IF NOT EXISTS {{DATABASE}}.suppressed_ids{{ON_CLUSTER}}
(
    own_person_id UUID COMMENT 'uuid5(distinct_id)',
    erased_with   UUID COMMENT 'The person that the id belonged to: its ids return together',
    erased_at     DateTime64(6, 'UTC')
)
ENGINE = {{REPLICATED}}ReplacingMergeTree({{COMMON_PATH}})
ORDER BY own_person_id
SETTINGS fsync_after_insert = 1, fsync_part_directory = 1, min_rows_to_fsync_after_merge = 1, replicated_deduplication_window = 0;
