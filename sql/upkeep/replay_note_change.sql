-- Says that the stage is not applied, and of which kind it is.
-- So the stage is a log: what was cut short is done again from it.
CREATE TABLE IF NOT EXISTS {{DATABASE}}.replay_changing{{ON_CLUSTER}} (is_rejected UInt8)
ENGINE = {{REPLICATED}}MergeTree({{COMMON_PATH}})
ORDER BY is_rejected;

INSERT INTO {{DATABASE}}.replay_changing SELECT {is_rejected:UInt8};
