-- named_ids_v1(event): the hashes of all ids that the text of an event names, at any depth; it may be broken, too.
-- For events that were rejected: the rules read no distinct id of them.
CREATE OR REPLACE FUNCTION named_ids_v1{{ON_CLUSTER}} AS (_event) ->
    arrayMap(
        _value -> own_person_id_v1(if(
            startsWith(_value, '"'),
            JSONExtractString(concat('[', _value, ']'), 1),
            _value)),
        extractAll(_event, concat(
            '"(?:[$]?distinct_id|[$]?anon_distinct_id|alias|userId|anonymousId|previousId)"\\s*:\\s*',
            '("(?:[^"\\\\]|\\\\.)*"|[^\\s",}\\]]+)')));
