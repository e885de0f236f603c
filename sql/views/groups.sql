-- One row per group, computed at read time from events: its properties, of each the latest value by event time.
-- Ties are broken by uuid, so that the answer does not depend on the order of arrival.
CREATE OR REPLACE VIEW {{DATABASE}}.groups{{ON_CLUSTER}} AS
SELECT
    api_key,
    group_type,
    group_key,
    concat(
        '{',
        arrayStringConcat(
            arrayMap(
                member -> concat(toJSONString(member.1), ':', member.2),
                arraySort(groupArrayIf((name, latest), name != ''))),
            ','),
        '}') AS properties,
    min(first_seen_at) AS created_at,
    max(last_seen_at) AS updated_at
FROM
(
    SELECT
        api_key,
        group_type,
        group_key,
        member.1 AS name,
        argMax(member.2, (timestamp, UUIDToNum(uuid))) AS latest,
        min(timestamp) AS first_seen_at,
        max(timestamp) AS last_seen_at
    FROM
    (
        SELECT
            api_key,
            JSONExtractString(properties, '$group_type') AS group_type,
            JSONExtractString(properties, '$group_key') AS number_or_text,
            if(number_or_text = '', JSONExtractRaw(properties, '$group_key'), number_or_text) AS group_key,
            timestamp,
            uuid,
            JSONExtractKeysAndValuesRaw(properties, '$group_set') AS members
        FROM {{DATABASE}}.events
        WHERE event = '$groupidentify' AND is_deleted = 0 AND group_type != '' AND group_key NOT IN ('', '""', 'null')
    )
    LEFT ARRAY JOIN members AS member
    GROUP BY api_key, group_type, group_key, name
)
GROUP BY api_key, group_type, group_key;
