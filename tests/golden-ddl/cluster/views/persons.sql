CREATE OR REPLACE VIEW product_analytics.persons ON CLUSTER `main` AS
SELECT
    distinct_id,
    id,
    properties,
    created_at,
    updated_at,
    last_seen_at,
    toInt8(person.is_identified) AS is_identified,
    toInt8(0) AS is_deleted,
    toUnixTimestamp64Micro(updated_at) AS version
FROM product_analytics.person_rows AS person FINAL
WHERE person.is_deleted = 0
    AND coalesce(
        dictGetOrNull('product_analytics.person_overrides_map', 'person_id', cityHash64(distinct_id)),
        dictGetOrNull('product_analytics.identity_state_map', 'person_id', cityHash64(distinct_id)),
        id
    ) = id;
