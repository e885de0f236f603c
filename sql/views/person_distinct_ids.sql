-- Every distinct id ever seen, in an event or as the source of a claim, with the person it belongs to now.
-- What is known of an id is its own person; the identity map says whose it became.
CREATE OR REPLACE VIEW {{DATABASE}}.person_distinct_ids AS
SELECT
    id AS distinct_id,
    coalesce(joinGetOrNull('{{DATABASE}}.person_overrides', 'person_id', cityHash64(id)), any(own_person_id)) AS person_id,
    min(seen_at) AS created_at,
    toInt8(0) AS is_deleted,
    toUnixTimestamp64Micro(max(seen_at)) AS version
FROM
(
    SELECT distinct_id AS id, person_id AS own_person_id, timestamp AS seen_at
    FROM {{DATABASE}}.event_log
    UNION ALL
    SELECT source AS id, source_person_id AS own_person_id, timestamp AS seen_at
    FROM {{DATABASE}}.identity_claims
    WHERE refused = ''
)
GROUP BY id;
