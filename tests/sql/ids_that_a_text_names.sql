-- The hash of an id is that of the rules.
SELECT own_person_id_v1('ann'), own_person_id_v1('') != own_person_id_v1('0');
INSERT INTO raw_events (batch_id, seq, received_at, api_key, fallback_uuid, event)
SELECT generateUUIDv4(), number, now64(6), 'k', generateUUIDv4(),
    concat('{"event":"e","distinct_id":', ['"ann"', '7', '"\\u00e4\\n\\"x\\""', 'true'][number + 1], '}')
FROM numbers(4);
SELECT distinct_id, person_id = own_person_id_v1(distinct_id) FROM event_log ORDER BY distinct_id FORMAT JSONCompactEachRow;
-- Every spelling of an id, every member that holds one, and texts that are no JSON.
SELECT text, arrayMap(id -> transform(id, [own_person_id_v1('ann'), own_person_id_v1('7'), own_person_id_v1('a"b')], ['ann', '7', 'a"b'], '?'), named_ids_v1(text)) AS ids
FROM values('text String',
    ('{"distinct_id":"ann"}'),
    ('{"distinct_id" : "\\u0061nn"'),
    ('{"properties":{"$distinct_id":7,"alias":"a\\"b"}}'),
    ('{"properties":{"$anon_distinct_id":"ann","anon_distinct_id":7}}'),
    ('{"userId":"ann","anonymousId":"7","previousId":"a\\"b"}'),
    ('{"distinct_id":7'),
    ('{"distinct_id":NaN,"event":"ann"}'),
    ('{"event":"ann","name":"ann","distinct_ids":"ann"}'),
    ('ann'),
    (''))
FORMAT JSONCompactEachRow;
