-- The properties of a person as persons shows them, each with the event that set it: the latest $set of that value, else the
-- earliest $set_once, after the last $unset. No event where a later value is being folded.
WITH
    toDateTime64(0, 6, 'UTC') AS never,
    toFixedString('', 16) AS nil,
    registers AS
    (
        SELECT
            key,
            max(last_set) AS last_set,
            max(last_unset) AS last_unset,
            arrayConcat(groupArraySortedMerge(32)(first_set_once), [max(last_set_once)]) AS set_once
        FROM {{DATABASE}}.person_properties
        WHERE own_person_id IN
        (
            SELECT own_person_id FROM {{DATABASE}}.person_ids FINAL
            WHERE own_person_id IN (SELECT own_person_id FROM {{DATABASE}}.person_ids WHERE person_id = {person_id:UUID})
                AND person_id = {person_id:UUID}
            UNION ALL
            SELECT {person_id:UUID}
        )
        GROUP BY key
    )
SELECT
    property.1 AS key,
    property.2 AS value,
    if((last_set.1, last_set.2) > unset AND last_set.4 = value, 'set', if(by_once.4 = value, 'set_once', '')) AS kind,
    multiIf(kind = 'set', last_set.1, kind = 'set_once', by_once.1, never) AS timestamp,
    UUIDNumToString(multiIf(kind = 'set', last_set.2, kind = 'set_once', by_once.2, nil)) AS uuid
FROM
(
    SELECT arrayJoin(JSONExtractKeysAndValuesRaw(properties)) AS property
    FROM {{DATABASE}}.persons
    WHERE id = {person_id:UUID}
) AS shown
LEFT JOIN
(
    SELECT key, last_set, set_once, (last_unset.1, last_unset.2) AS unset FROM registers
) AS register ON register.key = property.1
ARRAY JOIN [arrayFirst(operation -> (operation.1, operation.2) > unset AND operation.4 = value, set_once)] AS by_once
ORDER BY key;
