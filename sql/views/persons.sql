-- One row per person that was identified or given properties. Properties follow within two seconds, times within a minute.
-- A person that was merged into another leaves with the insert that merged them; a known user comes with the insert, too.
CREATE OR REPLACE VIEW {{DATABASE}}.persons{{ON_CLUSTER}} AS
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
        (
            SELECT decision.person_id
            FROM {{DATABASE}}.person_ids AS decision FINAL
            WHERE decision.own_person_id = person.id AND decision.person_id != decision.own_person_id
        ),
        person.id
    ) = person.id
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
WHERE own_person_id IN
    (
        SELECT own_person_id
        FROM {{DATABASE}}.person_ids FINAL
        WHERE is_identified AND person_id = own_person_id AND decided_at > now64(6, 'UTC') - INTERVAL 10 SECOND
    )
    AND own_person_id NOT IN (SELECT id FROM {{DATABASE}}.person_rows FINAL WHERE is_deleted = 0)
GROUP BY own_person_id
SETTINGS correlated_subqueries_default_join_kind = 'left';
