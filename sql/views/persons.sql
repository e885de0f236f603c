-- One row per person that was identified or given properties. Properties follow within two seconds, times within a minute.
-- A person that was merged into another leaves with the insert that merged them; a known user comes with the insert, too: what
-- was decided in the last minutes, which may not be in the rows yet.
CREATE OR REPLACE VIEW {{DATABASE}}.persons{{ON_CLUSTER}} AS
WITH recent AS
(
    SELECT
        own_person_id,
        argMax(person_id, decided_at) AS person_id,
        argMax(is_identified, decided_at) AS is_identified
    FROM {{DATABASE}}.person_ids
    WHERE decided_at > now64(6, 'UTC') - INTERVAL 5 MINUTE
    GROUP BY own_person_id
)
SELECT
    distinct_id,
    id,
    properties,
    created_at,
    updated_at,
    last_seen_at,
    toInt8(is_identified) AS is_identified,
    toInt8(0) AS is_deleted,
    toUnixTimestamp64Micro(updated_at) AS version
FROM {{DATABASE}}.person_rows AS row FINAL
-- Of the row, for the column that is shown has the same name.
WHERE row.is_deleted = 0 AND id NOT IN (SELECT own_person_id FROM recent WHERE person_id != own_person_id)
UNION ALL
SELECT
    any(known_user.distinct_id) AS distinct_id,
    own_person_id AS id,
    '{}' AS properties,
    min(first_seen_at) AS created_at,
    min(first_seen_at) AS updated_at,
    max(last_seen_at) AS last_seen_at,
    toInt8(1) AS is_identified,
    toInt8(0) AS is_deleted,
    toUnixTimestamp64Micro(updated_at) AS version
FROM {{DATABASE}}.id_activity AS known_user
WHERE own_person_id IN (SELECT own_person_id FROM recent WHERE is_identified AND person_id = own_person_id)
    AND own_person_id NOT IN
    (
        SELECT id
        FROM {{DATABASE}}.person_rows FINAL
        WHERE is_deleted = 0 AND id IN (SELECT own_person_id FROM recent)
    )
GROUP BY own_person_id;
