-- Every distinct id ever seen, in an event or as the source of a claim, with the person it belongs to now.
-- An id that only a claim names has no event of its own, so its uuid5 is computed here.
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
    SELECT
        source AS id,
        toUUID(concat(
            substring(sha1_hex, 1, 8), '-', substring(sha1_hex, 9, 4), '-5', substring(sha1_hex, 14, 3), '-',
            substring('89ab89ab89ab89ab', reinterpretAsUInt8(unhex(concat('0', substring(sha1_hex, 17, 1)))) + 1, 1),
            substring(sha1_hex, 18, 3), '-', substring(sha1_hex, 21, 12)
        )) AS own_person_id,
        timestamp AS seen_at
    FROM
    (
        SELECT source, timestamp, lower(hex(SHA1(source))) AS sha1_hex
        FROM {{DATABASE}}.identity_claims
        WHERE refused = ''
    )
)
GROUP BY id;
