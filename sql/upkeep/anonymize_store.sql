-- Stores the events of a person once more, as raw events of one random id: their rows follow from these as from every other, and a
-- replay makes the same. Each has the place of the one whose place it takes. A property goes as a whole where it holds an id of the
-- person, at any depth. Events that an earlier attempt has stored are left out.
INSERT INTO {{DATABASE}}.raw_events (batch_id, seq, received_at, api_key, fallback_uuid, event)
SETTINGS insert_deduplicate = 0, max_partitions_per_insert_block = 0, materialized_views_ignore_errors = 0, distributed_foreground_insert = 1
WITH
    (SELECT any(batch_id) FROM {{DATABASE}}.anonymized_person) AS new_batch_id,
    (SELECT any(anonymous_id) FROM {{DATABASE}}.anonymized_person) AS anonymous_id,
    arrayConcat(
        (SELECT any(properties) FROM {{DATABASE}}.anonymized_person),
        [
            'distinct_id', '$distinct_id', '$anon_distinct_id', 'anon_distinct_id', 'alias', '$user_id', '$device_id',
            '$set', '$set_once', '$unset',
            '$ip', 'ip', '$raw_user_agent', '$user_agent', 'user_agent', 'context'
        ]) AS personal,
    arrayFilter(
        member -> NOT has(personal, member.1) AND NOT arrayExists(
            text -> own_person_id_v1(if(startsWith(text, '"'), JSONExtractString(concat('[', text, ']'), 1), text)) IN
            (
                {{IDS}}
            ),
            extractAll(
                concat(toJSONString(member.1), ':', member.2),
                '"(?:[^"\\\\]|\\\\.)*"|[^\\s",:\\[\\]{}]+')),
        JSONExtractKeysAndValuesRaw(properties)) AS kept,
    concat(
        '{',
        arrayStringConcat(arrayMap(member -> concat(toJSONString(member.1), ':', member.2), kept), ','),
        '}') AS kept_properties
SELECT batch_id, seq, received_at, api_key, fallback_uuid, event
FROM
(
    SELECT
        new_batch_id AS batch_id,
        toUInt32(bitAnd(bitNot(precedence), toUInt128(4294967295))) AS seq,
        inserted_at AS received_at,
        api_key,
        uuid AS fallback_uuid,
        concat(
            '{"event":', toJSONString(event),
            ',"distinct_id":"', anonymous_id,
            '","timestamp":"', replaceOne(toString(timestamp), ' ', 'T'),
            'Z","uuid":"', toString(uuid),
            '","properties":', kept_properties,
            '}') AS event
    FROM ({{EVENTS}})
)
WHERE (received_at, fallback_uuid, event) GLOBAL NOT IN
(
    SELECT received_at, fallback_uuid, event
    FROM {{ALL_SHARDS}}{{DATABASE}}.raw_events{{ALL_END}}
    WHERE batch_id IN (SELECT batch_id FROM {{DATABASE}}.anonymized_person)
);
