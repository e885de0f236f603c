-- One row per person that was identified or given properties. Properties follow within two seconds, times within six.
-- A person that was merged into another leaves with the insert that merged them.
CREATE OR REPLACE VIEW {{DATABASE}}.persons AS
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
FROM {{DATABASE}}.person_rows AS person FINAL
WHERE person.is_deleted = 0
    AND coalesce(
        joinGetOrNull('{{DATABASE}}.person_overrides', 'person_id', cityHash64(distinct_id)),
        joinGetOrNull('{{DATABASE}}.identity_state', 'person_id', cityHash64(distinct_id)),
        id
    ) = id;
