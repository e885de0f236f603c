-- What a load is storing now, and the receive times of loads.
-- Rows that came without a receive time have the one of their load, whose batch ids are of version 5, unlike the relay's.
CREATE TABLE IF NOT EXISTS {{DATABASE}}.replay_loading{{ON_CLUSTER}}
(
    received_from DateTime64(6, 'UTC'),
    received_to   DateTime64(6, 'UTC'),
    batch_ids     Array(UUID)
)
ENGINE = {{REPLICATED}}MergeTree({{COMMON_PATH}})
ORDER BY received_from;

DROP TABLE IF EXISTS {{DATABASE}}.replay_load_times{{ON_CLUSTER}} SYNC;

CREATE TABLE {{DATABASE}}.replay_load_times{{ON_CLUSTER}} (received_at DateTime64(6, 'UTC'))
ENGINE = {{REPLICATED}}MergeTree({{COMMON_PATH}})
ORDER BY received_at;

INSERT INTO {{DATABASE}}.replay_load_times
SELECT DISTINCT received_at FROM {{DATABASE}}.raw_events WHERE substring(toString(batch_id), 15, 1) = '5'
UNION DISTINCT
SELECT {now:DateTime64(6, 'UTC')} AS received_at;
