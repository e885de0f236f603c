-- Decides about a slice of ids once more: puts all their claims through the view again, and for each id a plain claim on itself.
-- A claim on itself never counts. It has the id decided about all the same, so that an id without other claims falls back to itself.
INSERT INTO {{DATABASE}}.claims_to_resolve
    (source, source_person_id, target, target_person_id, kind, timestamp, uuid, refused, precedence, is_again)
SELECT
    any(distinct_id) AS source,
    own_person_id AS source_person_id,
    source AS target,
    own_person_id AS target_person_id,
    'plain' AS kind,
    toDateTime64(0, 6, 'UTC') AS timestamp,
    toUUID('00000000-0000-0000-0000-000000000000') AS uuid,
    '' AS refused,
    toUInt128(0) AS precedence,
    1 AS is_again
FROM {{DATABASE}}.person_ids
WHERE own_person_id IN ({{IDS}})
GROUP BY own_person_id
UNION ALL
SELECT source, source_person_id, target, target_person_id, toString(kind) AS kind, timestamp, uuid, refused, precedence, 1 AS is_again
FROM {{DATABASE}}.identity_claims
WHERE refused = '' AND source_person_id IN ({{IDS}});
