-- identity_claims: every "source belongs to target" and every known user, as the events said it, refused or not.
-- person_overrides: hash of an owned id → the person of its root; what the views look up at read time.
CREATE TABLE IF NOT EXISTS {{DATABASE}}.identity_claims
(
    source           String,
    source_person_id UUID COMMENT 'uuid5(source)',
    target           String,
    target_person_id UUID COMMENT 'uuid5(target)',
    kind             Enum8('plain' = 1, 'forced' = 2, 'identified' = 3) COMMENT 'identified: source = target is a known user',
    timestamp        DateTime64(6, 'UTC'),
    uuid             UUID,
    refused          LowCardinality(String) COMMENT 'Why the claim does not count; empty when it may',
    precedence       UInt128 COMMENT 'Larger is received earlier'
)
ENGINE = ReplacingMergeTree(precedence)
ORDER BY (source, target, kind, uuid)
SETTINGS non_replicated_deduplication_window = 10000;

CREATE TABLE IF NOT EXISTS {{DATABASE}}.person_overrides
(
    distinct_id_hash UInt64 COMMENT 'cityHash64(distinct_id)',
    person_id        UUID
)
ENGINE = Join(ANY, LEFT, distinct_id_hash)
SETTINGS join_any_take_last_row = 1;

CREATE MATERIALIZED VIEW IF NOT EXISTS {{DATABASE}}.mv_normalized_to_claims TO {{DATABASE}}.identity_claims AS
SELECT
    claim.source AS source,
    claim.source_person_id AS source_person_id,
    claim.target AS target,
    person_id AS target_person_id,
    claim.kind AS kind,
    timestamp,
    uuid,
    claim.refused AS refused,
    precedence
FROM {{DATABASE}}.normalized_events
ARRAY JOIN claims AS claim;
