-- What a replay works with: raw events under the rules of today, and what differs of what is stored.
-- Stored, so that a change that was cut short needs nothing else to be completed.
CREATE TABLE {{DATABASE}}.replay_stage{{ON_CLUSTER}} AS {{DATABASE}}.normalized_events
ENGINE = {{REPLICATED}}MergeTree({{COMMON_PATH}})
ORDER BY precedence;

CREATE TABLE {{DATABASE}}.replay_diff{{ON_CLUSTER}}
(
    stored_in  LowCardinality(String),
    precedence UInt128,
    hash       UInt64 COMMENT 'Of a stored row that is too many',
    is_fresh   UInt8 COMMENT 'A row is missing; otherwise one is too many'
)
ENGINE = {{REPLICATED}}MergeTree({{COMMON_PATH}})
ORDER BY precedence;

-- Registers of the stage.
CREATE TABLE {{DATABASE}}.replay_fresh{{ON_CLUSTER}} AS {{DATABASE}}.person_properties
ENGINE = {{REPLICATED}}AggregatingMergeTree({{COMMON_PATH}})
ORDER BY (own_person_id, key);

-- Registers that take the place of stored ones with an operation too many: an empty row for each, and what is to be.
CREATE TABLE {{DATABASE}}.replay_properties{{ON_CLUSTER}} AS {{DATABASE}}.person_properties
ENGINE = {{REPLICATED}}AggregatingMergeTree({{COMMON_PATH}})
ORDER BY (own_person_id, key);
