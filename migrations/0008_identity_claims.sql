-- Every "source belongs to target" and every known user, as the events said it, whatever becomes of it.
-- person_ids follows from this set alone. claimed_at finds the claims that came lately.
CREATE TABLE IF NOT EXISTS {{DATABASE}}.identity_claims{{ON_CLUSTER}}
(
    source           String,
    source_person_id UUID COMMENT 'uuid5(source)',
    target           String,
    target_person_id UUID COMMENT 'uuid5(target); of a split uuid5(source)',
    kind             Enum8('plain' = 1, 'forced' = 2, 'identified' = 3, 'split' = 4) COMMENT 'identified: source = target is a known user; split: what the source claimed until then, of the target or of any, counts no more',
    timestamp        DateTime64(6, 'UTC'),
    uuid             UUID,
    refused          LowCardinality(String) COMMENT 'What is wrong with the claim by itself; empty when it may count',
    precedence       UInt128 COMMENT 'Larger is received earlier',
    claimed_at       DateTime('UTC') COMMENT 'When the row was stored',
    INDEX minmax_claimed_at claimed_at TYPE minmax GRANULARITY 1
)
ENGINE = {{REPLICATED}}ReplacingMergeTree({{COMMON_PATH}}{{COMMA}}precedence)
ORDER BY (source, target, kind, uuid)
SETTINGS index_granularity = 256, replicated_deduplication_window = 0,
    max_suspicious_broken_parts = 1000000, max_suspicious_broken_parts_bytes = 1000000000000;

-- Claims to decide about: new ones, and stored ones once more. Stores nothing.
CREATE TABLE IF NOT EXISTS {{DATABASE}}.claims_to_resolve{{ON_CLUSTER}}
(
    source           String,
    source_person_id UUID,
    target           String,
    target_person_id UUID,
    kind             String,
    timestamp        DateTime64(6, 'UTC'),
    uuid             UUID,
    refused          String,
    precedence       UInt128,
    claimed_at       DateTime('UTC') MATERIALIZED now('UTC') COMMENT 'One time for the claim and what is decided by it, which is never earlier',
    is_again         UInt8 COMMENT 'It is stored already',
    keeps_recent     UInt8 COMMENT 'Decisions of the last two seconds stay: what they follow from may not be in the tables yet'
)
ENGINE = Null;

CREATE MATERIALIZED VIEW IF NOT EXISTS {{DATABASE}}.mv_normalized_to_claims{{ON_CLUSTER}} TO {{DATABASE}}.claims_to_resolve AS
SELECT
    claim.source AS source,
    claim.source_person_id AS source_person_id,
    claim.target AS target,
    tupleElement(normalized, 'person_id') AS target_person_id,
    claim.kind AS kind,
    tupleElement(normalized, 'timestamp') AS timestamp,
    tupleElement(normalized, 'uuid') AS uuid,
    claim.refused AS refused,
    precedence,
    0 AS is_again
FROM {{DATABASE}}.normalized_events
ARRAY JOIN tupleElement(normalized, 'claims') AS claim
WHERE NOT has(erased_sources, claim.source_person_id);

CREATE MATERIALIZED VIEW IF NOT EXISTS {{DATABASE}}.mv_claims_to_log{{ON_CLUSTER}} TO {{DATABASE}}.identity_claims AS
SELECT source, source_person_id, target, target_person_id, kind, timestamp, uuid, refused, precedence, claimed_at
FROM {{DATABASE}}.claims_to_resolve
WHERE NOT is_again;
