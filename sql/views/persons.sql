-- One row per person that was identified or given properties, folded from the set of operations at read time.
-- The order of arrival plays no part: each key's history is sorted by (timestamp, uuid, kind) before it is read
-- (UUIDToNum, because ClickHouse itself compares the halves of a UUID in the other order than its text).
CREATE OR REPLACE VIEW {{DATABASE}}.persons AS
WITH
    operations AS
    (
        SELECT
            coalesce(joinGetOrNull('{{DATABASE}}.person_overrides', 'person_id', cityHash64(distinct_id)), person_id) AS owner,
            operation.key AS key,
            arraySort(groupArray((timestamp, UUIDToNum(uuid), operation.kind, operation.value))) AS history
        FROM {{DATABASE}}.person_property_ops FINAL
        ARRAY JOIN operations AS operation
        GROUP BY owner, key
    ),
    folded AS
    (
        SELECT
            owner,
            key,
            history[-1].1 AS changed_at,
            arraySlice(history, arrayLastIndex(op -> op.3 = 'unset', history) + 1) AS in_force,
            arrayLast(op -> op.3 = 'set', in_force) AS last_set,
            if(last_set.3 = 'set', last_set.4, arrayFirst(op -> op.3 = 'set_once', in_force).4) AS value
        FROM operations
    ),
    properties AS
    (
        SELECT
            owner,
            concat('{', arrayStringConcat(arrayMap(
                pair -> concat(toJSONString(pair.1), ':', pair.2),
                arraySort(groupArrayIf((key, value), value != ''))
            ), ','), '}') AS json,
            max(changed_at) AS changed_at
        FROM folded
        GROUP BY owner
    ),
    identified AS
    (
        SELECT
            coalesce(joinGetOrNull('{{DATABASE}}.person_overrides', 'person_id', cityHash64(source)), source_person_id) AS owner,
            max(timestamp) AS changed_at
        FROM {{DATABASE}}.identity_claims
        WHERE kind = 'identified' AND refused = ''
        GROUP BY owner
    ),
    seen AS
    (
        SELECT
            person_id AS owner,
            argMin(distinct_id, (timestamp, UUIDToNum(uuid))) AS first_id,
            min(timestamp) AS created_at,
            max(timestamp) AS last_seen_at
        FROM {{DATABASE}}.events
        GROUP BY owner
    )
SELECT
    seen.first_id AS distinct_id,
    seen.owner AS id,
    if(properties.json = '', '{}', properties.json) AS properties,
    seen.created_at AS created_at,
    greatest(properties.changed_at, identified.changed_at) AS updated_at,
    seen.last_seen_at AS last_seen_at,
    toInt8(identified.owner != toUUID('00000000-0000-0000-0000-000000000000')) AS is_identified,
    toInt8(0) AS is_deleted,
    toUnixTimestamp64Micro(updated_at) AS version
FROM seen
LEFT JOIN properties ON properties.owner = seen.owner
LEFT JOIN identified ON identified.owner = seen.owner
WHERE properties.json != '' OR is_identified = 1
SETTINGS join_use_nulls = 0;
