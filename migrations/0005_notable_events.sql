-- Events that say more than a row of event_log: rejected, altered, claiming an id, changing a person. Stores nothing.
-- The views behind it cost an insert next to nothing where no event is notable, as most are not.
CREATE TABLE IF NOT EXISTS {{DATABASE}}.notable_events{{ON_CLUSTER}}
(
    batch_id          UUID,
    seq               UInt32,
    received_at       DateTime64(6, 'UTC'),
    api_key           LowCardinality(String),
    origin            LowCardinality(String),
    ip                String,
    user_agent        String,
    sent_at           String,
    fallback_uuid     UUID,
    raw_event         String,
    precedence        UInt128,
    reject_reason     LowCardinality(String),
    uuid              UUID,
    event             LowCardinality(String),
    distinct_id       String,
    person_id         UUID,
    timestamp         DateTime64(6, 'UTC'),
    warnings          Array(Tuple(kind String, detail String)),
    claims            Array(Tuple(kind String, source String, source_person_id UUID, target String, refused String)),
    person_operations Array(Tuple(kind String, key String, value String))
)
ENGINE = Null;

CREATE MATERIALIZED VIEW IF NOT EXISTS {{DATABASE}}.mv_normalized_to_notable{{ON_CLUSTER}} TO {{DATABASE}}.notable_events AS
SELECT
    batch_id,
    seq,
    received_at,
    api_key,
    origin,
    ip,
    user_agent,
    sent_at,
    fallback_uuid,
    raw_event,
    precedence,
    tupleElement(normalized, 'reject_reason') AS reject_reason,
    tupleElement(normalized, 'uuid') AS uuid,
    tupleElement(normalized, 'event') AS event,
    tupleElement(normalized, 'distinct_id') AS distinct_id,
    tupleElement(normalized, 'person_id') AS person_id,
    tupleElement(normalized, 'timestamp') AS timestamp,
    tupleElement(normalized, 'warnings') AS warnings,
    tupleElement(normalized, 'claims') AS claims,
    tupleElement(normalized, 'person_operations') AS person_operations
FROM {{DATABASE}}.normalized_events
WHERE reject_reason != '' OR notEmpty(warnings) OR notEmpty(claims) OR notEmpty(person_operations);
