-- Events as users query them: the log, with each person corrected by the identity map at read time.
-- A query that does not use person_id does not pay for the look-up.
CREATE OR REPLACE VIEW {{DATABASE}}.events AS
SELECT
    uuid,
    api_key,
    event,
    distinct_id,
    coalesce(joinGetOrNull('{{DATABASE}}.person_overrides', 'person_id', cityHash64(distinct_id)), person_id) AS person_id,
    session_id,
    session_id_uuid,
    window_id,
    window_id_uuid,
    elements_chain,
    timestamp,
    inserted_at,
    ip,
    user_agent,
    current_url,
    host,
    properties,
    is_deleted
FROM {{DATABASE}}.event_log;
