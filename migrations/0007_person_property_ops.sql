-- What events said about person properties: the state of a person is the set of these operations.
-- A copy of an event brings the same operations again; they collapse to the first received.
CREATE TABLE IF NOT EXISTS {{DATABASE}}.person_property_ops
(
    distinct_id String,
    person_id   UUID,
    key         String,
    kind        Enum8('set_once' = 1, 'set' = 2, 'unset' = 3) COMMENT 'In the order in which one event applies them',
    value       String COMMENT 'JSON text; empty for unset',
    timestamp   DateTime64(6, 'UTC'),
    uuid        UUID,
    precedence  UInt128 COMMENT 'Larger is received earlier'
)
ENGINE = ReplacingMergeTree(precedence)
ORDER BY (distinct_id, key, kind, uuid)
SETTINGS non_replicated_deduplication_window = 10000;

CREATE MATERIALIZED VIEW IF NOT EXISTS {{DATABASE}}.mv_normalized_to_property_ops TO {{DATABASE}}.person_property_ops AS
SELECT
    distinct_id,
    person_id,
    operation.key AS key,
    operation.kind AS kind,
    operation.value AS value,
    timestamp,
    uuid,
    precedence
FROM {{DATABASE}}.normalized_events
ARRAY JOIN person_operations AS operation;
