-- What events said about person properties, one row per event: the state of a person is the set of these operations.
-- They stay in one array, because a row per operation would repeat the ids and let a small event fill the memory.
CREATE TABLE IF NOT EXISTS {{DATABASE}}.person_property_ops
(
    distinct_id String,
    person_id   UUID,
    timestamp   DateTime64(6, 'UTC'),
    uuid        UUID,
    operations  Array(Tuple(
        kind Enum8('set_once' = 1, 'set' = 2, 'unset' = 3),
        key String,
        value String)) COMMENT 'kind: in the order in which one event applies them; value: JSON text, empty for unset',
    precedence  UInt128 COMMENT 'Larger is received earlier: of several copies of an event the first one wins'
)
ENGINE = ReplacingMergeTree(precedence)
ORDER BY (distinct_id, uuid)
SETTINGS non_replicated_deduplication_window = 10000;

CREATE MATERIALIZED VIEW IF NOT EXISTS {{DATABASE}}.mv_normalized_to_property_ops TO {{DATABASE}}.person_property_ops AS
SELECT
    distinct_id,
    person_id,
    timestamp,
    uuid,
    person_operations AS operations,
    precedence
FROM {{DATABASE}}.normalized_events
WHERE notEmpty(person_operations);
