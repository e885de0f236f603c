-- What the rows that a replay changes mean for ids and persons is worked out at its end: these are the ids.
-- While the table is there, that is still to be done, by whichever replay or reconcile comes next.
CREATE TABLE IF NOT EXISTS {{DATABASE}}.replay_touched{{ON_CLUSTER}}
(
    own_person_id UUID,
    distinct_id   String,
    touched_at    DateTime64(6, 'UTC') DEFAULT now64(6, 'UTC')
)
ENGINE = {{REPLICATED}}MergeTree({{COMMON_PATH}})
ORDER BY own_person_id;
