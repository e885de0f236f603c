CREATE OR REPLACE VIEW product_analytics.events_local ON CLUSTER `main` AS
SELECT
    uuid,
    api_key,
    event,
    distinct_id,
    coalesce(dictGetOrNull('product_analytics.person_overrides_map', 'person_id', cityHash64(distinct_id)), person_id) AS person_id,
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
FROM product_analytics.event_log_local;

CREATE OR REPLACE TABLE product_analytics.events ON CLUSTER `main` AS product_analytics.events_local
ENGINE = Distributed('main', 'product_analytics', 'events_local', cityHash64(distinct_id));
