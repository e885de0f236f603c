CREATE OR REPLACE VIEW product_analytics.person_distinct_ids ON CLUSTER `main` AS
SELECT
    id AS distinct_id,
    coalesce(
        dictGetOrNull('product_analytics.person_overrides_map', 'person_id', cityHash64(id)),
        dictGetOrNull('product_analytics.identity_state_map', 'person_id', cityHash64(id)),
        any(seen.own_person_id)
    ) AS person_id,
    CAST(min(first_seen_at), 'DateTime64(6, \'UTC\')') AS created_at,
    toInt8(0) AS is_deleted,
    toUnixTimestamp64Micro(max(last_seen_at)) AS version
FROM
(
    SELECT distinct_id AS id, own_person_id, first_seen_at, last_seen_at
    FROM product_analytics.id_activity
    UNION ALL
    SELECT source AS id, source_person_id AS own_person_id, timestamp AS first_seen_at, timestamp AS last_seen_at
    FROM product_analytics.identity_claims
    WHERE refused != 'illegal_distinct_id'
) AS seen
GROUP BY id;
