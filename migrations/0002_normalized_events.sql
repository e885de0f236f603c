-- The junction: one row per raw event after the rules, with its verdict. Stores nothing; views route from here.
-- The executable function is called in one view only, because every view would call it again.
CREATE TABLE IF NOT EXISTS {{DATABASE}}.normalized_events
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
    precedence        UInt128 COMMENT 'Larger is received earlier: of several copies of an event the first one wins',
    reject_reason     LowCardinality(String) COMMENT 'Empty when the event was accepted',
    uuid              UUID,
    event             LowCardinality(String),
    distinct_id       String,
    person_id         UUID,
    session_id        String,
    session_id_uuid   Nullable(UUID),
    window_id         String,
    window_id_uuid    Nullable(UUID),
    elements_chain    String,
    timestamp         DateTime64(6, 'UTC'),
    current_url       String,
    host              String,
    properties_offset UInt32,
    properties_length UInt32,
    warnings          Array(Tuple(kind String, detail String)),
    claims            Array(Tuple(kind String, source String, source_person_id UUID, target String, refused String)),
    person_operations Array(Tuple(kind String, key String, value String))
)
ENGINE = Null;

CREATE MATERIALIZED VIEW IF NOT EXISTS {{DATABASE}}.mv_raw_to_normalized TO {{DATABASE}}.normalized_events AS
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
    bitNot(toUInt128(toUnixTimestamp64Micro(received_at)) * 4294967296 + seq) AS precedence,
    normalized.reject_reason     AS reject_reason,
    normalized.uuid              AS uuid,
    normalized.event             AS event,
    normalized.distinct_id       AS distinct_id,
    normalized.person_id         AS person_id,
    normalized.session_id        AS session_id,
    normalized.session_id_uuid   AS session_id_uuid,
    normalized.window_id         AS window_id,
    normalized.window_id_uuid    AS window_id_uuid,
    normalized.elements_chain    AS elements_chain,
    normalized.timestamp         AS timestamp,
    normalized.current_url       AS current_url,
    normalized.host              AS host,
    normalized.properties_offset AS properties_offset,
    normalized.properties_length AS properties_length,
    normalized.warnings          AS warnings,
    normalized.claims            AS claims,
    normalized.person_operations AS person_operations
FROM
(
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
        event AS raw_event,
        normalize_event_v1(event, received_at, sent_at, fallback_uuid) AS normalized
    FROM {{DATABASE}}.raw_events
);
