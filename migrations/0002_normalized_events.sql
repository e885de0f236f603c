-- The junction: every raw event with what the rules make of it. Stores nothing; views route from here.
-- The function is called in one view only (sql/views/mv_raw_to_normalized.sql), because every view would call it again.
CREATE TABLE IF NOT EXISTS {{DATABASE}}.normalized_events{{ON_CLUSTER}}
(
    batch_id       UUID,
    seq            UInt32,
    received_at    DateTime64(6, 'UTC'),
    api_key        LowCardinality(String),
    origin         LowCardinality(String),
    ip             String,
    user_agent     String,
    sent_at        String,
    dialect        LowCardinality(String),
    sdk            LowCardinality(String),
    fallback_uuid  UUID,
    raw_event      String,
    precedence     UInt128 COMMENT 'Larger is received earlier: of several copies of an event the first one wins',
    is_logged      UInt8 COMMENT 'event_log has it already; follow_raw completes the rest',
    erased_sources Array(UUID) COMMENT 'Erased ids that its claims name: these claims are left out',
    normalized     Tuple(
        rules_version     UInt16,
        reject_reason     String,
        uuid              UUID,
        event             String,
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
        rewritten_properties String,
        warnings          Array(Tuple(kind String, detail String)),
        claims            Array(Tuple(kind String, source String, source_person_id UUID, target String, refused String)),
        person_operations Array(Tuple(kind String, key String, value String)))
)
ENGINE = Null;
