-- Where the places of the raw events go that are to be deleted.
-- A table, so that their DELETE needs no rules, and goes on when nobody watches it; it may be there from an erasure that was killed.
CREATE TABLE IF NOT EXISTS {{DATABASE}}.erased_raw{{ON_CLUSTER}}
(
    received_at DateTime64(6, 'UTC'),
    batch_id    UUID,
    seq         UInt32
)
ENGINE = {{REPLICATED}}MergeTree({{COMMON_PATH}})
ORDER BY (received_at, batch_id, seq);
