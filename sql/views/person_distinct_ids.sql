-- Every distinct id ever seen, in an event or as the source of a claim, with the person it belongs to now.
-- What is known of an id is its own person; the identity map says whose it became.
CREATE OR REPLACE VIEW {{DATABASE}}.person_distinct_ids AS
SELECT
    id AS distinct_id,
    coalesce(
        joinGetOrNull('{{DATABASE}}.person_overrides', 'person_id', cityHash64(id)),
        joinGetOrNull('{{DATABASE}}.identity_state', 'person_id', cityHash64(id)),
        any(seen.own_person_id)
    ) AS person_id,
    CAST(min(first_seen_at), 'DateTime64(6, \'UTC\')') AS created_at,
    toInt8(0) AS is_deleted,
    toUnixTimestamp64Micro(max(last_seen_at)) AS version
FROM
(
    SELECT distinct_id AS id, own_person_id, first_seen_at, last_seen_at
    FROM {{DATABASE}}.id_activity
    UNION ALL
    SELECT source AS id, source_person_id AS own_person_id, timestamp AS first_seen_at, timestamp AS last_seen_at
    FROM {{DATABASE}}.identity_claims
    WHERE refused != 'illegal_distinct_id'
) AS seen
GROUP BY id;
