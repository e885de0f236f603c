-- Finished persons, so that reading one costs one look-up.
-- Follows from person_ids, id_activity and person_properties alone; nothing on the insert path reads or writes a person.
CREATE TABLE IF NOT EXISTS {{DATABASE}}.person_rows{{ON_CLUSTER}}
(
    id            UUID,
    distinct_id   String COMMENT 'The root id',
    properties    String CODEC(ZSTD(1)),
    created_at    DateTime64(6, 'UTC'),
    updated_at    DateTime64(6, 'UTC'),
    last_seen_at  DateTime64(6, 'UTC'),
    is_identified UInt8,
    is_deleted    UInt8 COMMENT 'Nothing makes it a person any more',
    folded_at     DateTime64(6, 'UTC'),
    INDEX bloom_distinct_id distinct_id TYPE bloom_filter(0.001) GRANULARITY 1
)
ENGINE = {{REPLICATED}}ReplacingMergeTree({{COMMON_PATH}}{{COMMA}}folded_at)
ORDER BY id
SETTINGS index_granularity = 1024, replicated_deduplication_window = 0;

-- The value of a key: its latest $set later than the last $unset, else its earliest $set_once later than that. Within one
-- event an $unset comes last, so that what has the same time and uuid is unset.
CREATE MATERIALIZED VIEW IF NOT EXISTS {{DATABASE}}.mv_persons_to_rows{{ON_CLUSTER}} TO {{DATABASE}}.person_rows AS
WITH
    registers AS
    (
        SELECT
            member.person_id AS person_id,
            property.key AS key,
            max(property.last_set) AS last_set,
            max(property.last_unset) AS last_unset,
            groupArraySortedMerge(32)(property.first_set_once) AS first_set_once,
            max(property.last_set_once) AS last_set_once
        FROM {{DATABASE}}.person_properties AS property
        INNER JOIN {{DATABASE}}.persons_to_fold AS member ON member.own_person_id = property.own_person_id
        WHERE property.own_person_id IN (SELECT own_person_id FROM {{DATABASE}}.persons_to_fold)
        GROUP BY person_id, key
    ),
    folded AS
    (
        SELECT
            person_id,
            key,
            greatest(last_set.1, last_unset.1, last_set_once.1) AS changed_at,
            arrayFirst(
                operation -> (operation.1, operation.2) > (last_unset.1, last_unset.2),
                arrayConcat(first_set_once, [(last_set_once.1, last_set_once.2, toUInt128(0), last_set_once.4)])
            ).4 AS set_once_value,
            if((last_set.1, last_set.2) > (last_unset.1, last_unset.2), last_set.4, set_once_value) AS value
        FROM registers
    ),
    properties AS
    (
        SELECT
            person_id,
            concat('{', arrayStringConcat(arrayMap(
                pair -> concat(toJSONString(pair.1), ':', pair.2),
                arraySort(groupArrayIf((key, value), value != ''))
            ), ','), '}') AS json,
            max(changed_at) AS changed_at
        FROM folded
        GROUP BY person_id
    ),
    seen AS
    (
        SELECT
            member.person_id AS person_id,
            anyIf(activity.distinct_id, activity.own_person_id = member.person_id) AS distinct_id,
            min(activity.first_seen_at) AS created_at,
            max(activity.last_seen_at) AS last_seen_at
        FROM {{DATABASE}}.id_activity AS activity
        INNER JOIN {{DATABASE}}.persons_to_fold AS member ON member.own_person_id = activity.own_person_id
        WHERE activity.own_person_id IN (SELECT own_person_id FROM {{DATABASE}}.persons_to_fold)
        GROUP BY person_id
    )
SELECT
    person.person_id AS id,
    if(person.root = '', seen.distinct_id, person.root) AS distinct_id,
    if(properties.json = '', '{}', properties.json) AS properties,
    seen.created_at AS created_at,
    greatest(properties.changed_at, person.changed_at, created_at) AS updated_at,
    seen.last_seen_at AS last_seen_at,
    person.is_identified AS is_identified,
    properties.json = '' AND NOT person.is_identified AS is_deleted,
    person.folded_at AS folded_at
FROM
(
    SELECT person_id, max(root) AS root, max(is_identified) AS is_identified, max(changed_at) AS changed_at, max(folded_at) AS folded_at
    FROM {{DATABASE}}.persons_to_fold
    GROUP BY person_id
) AS person
LEFT JOIN properties ON properties.person_id = person.person_id
LEFT JOIN seen ON seen.person_id = person.person_id
WHERE NOT is_deleted OR id IN
(
    SELECT id FROM {{DATABASE}}.person_rows WHERE id IN (SELECT person_id FROM {{DATABASE}}.persons_to_fold)
)
SETTINGS join_use_nulls = 0;
