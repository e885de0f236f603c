-- normalize_event_sql_v2: normalize_event_v2 (udf/functions) in SQL, for a ClickHouse without executable functions.
-- Each step binds its result with arrayMap(name -> …, [value])[1], for SQL functions know no other variables.

CREATE OR REPLACE FUNCTION event_rules_v2_distinct_id{{ON_CLUSTER}} AS (_top_level, _properties) ->
    arrayFirst(
        field -> if(event_rules_v2_is_text(field), event_rules_v2_trim(field.3) != '', 0),
        [
            event_rules_v2_field(_top_level, 'distinct_id'),
            event_rules_v2_field(_properties, 'distinct_id'),
            event_rules_v2_field(_properties, '$distinct_id')
        ]);

-- The reason to reject an event whose JSON is well-formed, or nothing.
CREATE OR REPLACE FUNCTION event_rules_v2_verdict{{ON_CLUSTER}} AS (_name, _distinct_id, _properties) ->
    multiIf(
        _name.2 != 34 OR event_rules_v2_trim(_name.3) = '', 'missing_event_name',
        lengthUTF8(_name.3) > 200, 'event_name_too_long',
        _distinct_id.3 = '', 'missing_distinct_id',
        lengthUTF8(_distinct_id.3) > 400, 'distinct_id_too_long',
        position(_distinct_id.3, '\0') > 0 OR _distinct_id.5, 'invalid_distinct_id',
        _properties.2 NOT IN (0, 123), 'invalid_properties',
        '');

-- The text of the first member, or of the second where the first gives none.
CREATE OR REPLACE FUNCTION event_rules_v2_promote{{ON_CLUSTER}} AS (_properties, _first, _second) ->
    arrayFirst(
        field -> if(event_rules_v2_is_text(field), field.3 != '', 0),
        [event_rules_v2_field(_properties, _first), event_rules_v2_field(_properties, _second)]).3;

-- The nil UUID does not count: all events that carry it would be copies of one.
CREATE OR REPLACE FUNCTION event_rules_v2_is_event_uuid{{ON_CLUSTER}} AS (_field) ->
    multiIf(
        _field.2 != 34, 0,
        _field.3 = '00000000-0000-0000-0000-000000000000', 0,
        event_rules_v2_is_uuid(_field.3));

-- An id that an SDK gives instead of a uuid names the event together with its name and time.
CREATE OR REPLACE FUNCTION event_rules_v2_named_uuid{{ON_CLUSTER}} AS (_properties, _name, _fallback_uuid) ->
    arrayMap(
        (id, time) -> if(
            if(event_rules_v2_is_text(id), event_rules_v2_trim(id.3) != '', 0),
            event_rules_v2_uuid5(concat(id.3, '\n', _name, '\n', if(event_rules_v2_is_text(time), time.3, ''))),
            _fallback_uuid),
        [(event_rules_v2_field(_properties, '$insert_id'), event_rules_v2_field(_properties, '$time'))])[1];

-- Whether a uuid is absent: a blank one is.
CREATE OR REPLACE FUNCTION event_rules_v2_is_no_uuid{{ON_CLUSTER}} AS (_field) ->
    if(_field.2 = 34, event_rules_v2_trim(_field.3) = '', _field.2 = 0);

CREATE OR REPLACE FUNCTION event_rules_v2_capture_top_level{{ON_CLUSTER}} AS (_text) ->
    event_rules_v2_capture(
        event_rules_v2_members(_text),
        ['event', 'distinct_id', 'properties', 'timestamp', 'offset', 'uuid', '$set', '$set_once', '$unset']);

CREATE OR REPLACE FUNCTION event_rules_v2_capture_properties{{ON_CLUSTER}} AS (_field) ->
    event_rules_v2_capture(
        event_rules_v2_members(if(_field.2 = 123, _field.3, '{}')),
        [
            'distinct_id', '$distinct_id',
            '$session_id', 'session_id', '$window_id', 'window_id',
            '$current_url', 'current_url', '$host', 'host', '$elements_chain', 'elements_chain',
            '$anon_distinct_id', 'anon_distinct_id', 'alias', 'target', '$insert_id', '$time',
            '$set', '$set_once', '$unset'
        ]);

-- The steps. Each takes and gives one row, in a list, for arrayMap is the only way to name a value that is used twice.
-- None of the functions has an AND in it, which costs ClickHouse more to plan than all the rest (optimize_and_compare_chain).

CREATE OR REPLACE FUNCTION event_rules_v2_read_top_level{{ON_CLUSTER}} AS (_rows) ->
    arrayMap(
        (text, received_at, sent_at, fallback_uuid, is_of_operator, is_raw, broken) -> (
            received_at,
            sent_at,
            fallback_uuid,
            is_of_operator,
            broken,
            -- A translated text is stored nowhere, so an offset into it means nothing: 0, where no value of an object can stand.
            arrayMap(
                (name, kind, value, offset, is_broken) -> (name, kind, value, offset * is_raw, is_broken),
                event_rules_v2_capture_top_level(if(broken = '', text, '{}')))),
        arrayMap(
            (text, received_at, sent_at, fallback_uuid, is_of_operator, is_raw) -> (
                text,
                received_at,
                sent_at,
                fallback_uuid,
                is_of_operator,
                is_raw,
                if(length(text) > 1048576, 'event_too_large', event_rules_v2_json_verdict(text))),
            _rows));

CREATE OR REPLACE FUNCTION event_rules_v2_read_properties{{ON_CLUSTER}} AS (_rows) ->
    arrayMap(
        (received_at, sent_at, fallback_uuid, is_of_operator, broken, top_level) -> (
            received_at,
            sent_at,
            fallback_uuid,
            is_of_operator,
            broken,
            top_level,
            event_rules_v2_field(top_level, 'properties'),
            event_rules_v2_capture_properties(event_rules_v2_field(top_level, 'properties'))),
        _rows);

CREATE OR REPLACE FUNCTION event_rules_v2_judge{{ON_CLUSTER}} AS (_rows) ->
    arrayMap(
        (received_at, sent_at, fallback_uuid, is_of_operator, broken, top_level, properties_field, properties, name, id) -> (
            received_at,
            sent_at,
            fallback_uuid,
            is_of_operator,
            top_level,
            properties_field,
            properties,
            name.3,
            id.3,
            if(broken != '', broken, event_rules_v2_verdict(name, id, properties_field))),
        arrayMap(
            (received_at, sent_at, fallback_uuid, is_of_operator, broken, top_level, properties_field, properties) -> (
                received_at,
                sent_at,
                fallback_uuid,
                is_of_operator,
                broken,
                top_level,
                properties_field,
                properties,
                event_rules_v2_field(top_level, 'event'),
                event_rules_v2_distinct_id(top_level, properties)),
            _rows));

-- The objects whose members are stored: (number, prefix of its members' names in a warning, text).
CREATE OR REPLACE FUNCTION event_rules_v2_stored_objects{{ON_CLUSTER}} AS (_event_name, _top_level, _properties_field) ->
    arrayFilter(
        (number, prefix, text) -> startsWith(text, '{'),
        [
            (1, '', _properties_field.3),
            (2, '$set_once.', if(
                _event_name IN ('$exception', '$$heatmap', '$groupidentify'), '', event_rules_v2_field(_top_level, '$set_once').3)),
            (3, '$set.', if(_event_name IN ('$exception', '$$heatmap', '$groupidentify'), '', event_rules_v2_field(_top_level, '$set').3))
        ]);

CREATE OR REPLACE FUNCTION event_rules_v2_repair_objects{{ON_CLUSTER}} AS (_rows) ->
    arrayMap(
        (received_at, sent_at, fallback_uuid, is_of_operator, top_level, properties_field, properties, name, id, reason, objects) -> (
            received_at,
            sent_at,
            fallback_uuid,
            is_of_operator,
            top_level,
            properties_field,
            properties,
            name,
            id,
            reason,
            objects,
            arrayFilter(
                (number, bits, text) -> bits != 0,
                arrayMap(
                    (number, repaired) -> (number, repaired.1, repaired.2),
                    arrayMap((number, prefix, text) -> (number, event_rules_v2_repair(text)), objects)))),
        arrayMap(
            (received_at, sent_at, fallback_uuid, is_of_operator, top_level, properties_field, properties, name, id, reason) -> (
                received_at,
                sent_at,
                fallback_uuid,
                is_of_operator,
                top_level,
                properties_field,
                properties,
                name,
                id,
                reason,
                if(reason = '', event_rules_v2_stored_objects(name, top_level, properties_field), [])),
            _rows));

CREATE OR REPLACE FUNCTION event_rules_v2_gather{{ON_CLUSTER}} AS (_rows) ->
    arrayMap(
        (received_at, sent_at, fallback_uuid, is_of_operator, top_level, properties_field, properties, name, id, reason, objects, repaired) -> (
            received_at,
            reason,
            event_rules_v2_named_uuid(properties, name, fallback_uuid),
            event_rules_v2_field(top_level, 'uuid'),
            name,
            id,
            event_rules_v2_promote(properties, '$session_id', 'session_id'),
            event_rules_v2_promote(properties, '$window_id', 'window_id'),
            event_rules_v2_promote(properties, '$elements_chain', 'elements_chain'),
            event_rules_v2_resolve_time(
                event_rules_v2_field(top_level, 'timestamp'),
                event_rules_v2_field(top_level, 'offset'),
                toUnixTimestamp64Micro(received_at),
                sent_at),
            event_rules_v2_promote(properties, '$current_url', 'current_url'),
            event_rules_v2_promote(properties, '$host', 'host'),
            properties_field.4,
            length(properties_field.3),
            if(
                arrayExists((number, bits, text) -> number = 1, repaired),
                arrayFirst((number, bits, text) -> number = 1, repaired).3,
                if(properties_field.4 = 0, properties_field.3, '')),
            notEmpty(repaired),
            if(empty(repaired), [], event_rules_v2_alteration_warnings(objects)),
            event_rules_v2_claimed_sources(name, id, properties, is_of_operator),
            event_rules_v2_operation_members(name, top_level, properties)),
        _rows);

CREATE OR REPLACE FUNCTION event_rules_v2_compose{{ON_CLUSTER}} AS (_rows) ->
    arrayMap(
        (
            received_at,
            reason,
            fallback_uuid,
            uuid,
            name,
            id,
            session_id,
            window_id,
            elements_chain,
            time,
            current_url,
            host,
            properties_offset,
            properties_length,
            rewritten_properties,
            is_odd,
            alterations,
            sources,
            members
        ) -> if(
            reason = '',
            (
                2,
                '',
                if(event_rules_v2_is_event_uuid(uuid), toUUIDOrZero(uuid.3), fallback_uuid),
                name,
                id,
                event_rules_v2_uuid5(id),
                session_id,
                event_rules_v2_uuid_or_null(session_id),
                window_id,
                event_rules_v2_uuid_or_null(window_id),
                elements_chain,
                fromUnixTimestamp64Micro(time.1, 'UTC'),
                current_url,
                host,
                if(rewritten_properties = '', properties_offset, 0),
                if(rewritten_properties = '', properties_length, 0),
                rewritten_properties,
                arrayConcat(
                    if(event_rules_v2_is_no_uuid(uuid) OR event_rules_v2_is_event_uuid(uuid), [], [('invalid_uuid', uuid.3)]),
                    time.2,
                    event_rules_v2_claim_warnings(sources, id),
                    event_rules_v2_operation_warnings(members),
                    alterations),
                event_rules_v2_claims(name, sources, id),
                event_rules_v2_operations(members, is_odd)
            ),
            event_rules_v2_rejected(reason, received_at)),
        _rows);

CREATE OR REPLACE FUNCTION event_rules_v2_rejected{{ON_CLUSTER}} AS (_reason, _received_at) ->
    (2, _reason, toUUID('00000000-0000-0000-0000-000000000000'), '', '', toUUID('00000000-0000-0000-0000-000000000000'),
    '', NULL, '', NULL, '', _received_at, '', '', 0, 0, '', [], [], []);

CREATE OR REPLACE FUNCTION normalize_event_sql_v2{{ON_CLUSTER}} AS (_event, _received_at, _sent_at, _fallback_uuid, _dialect, _sdk) ->
    CAST(
        event_rules_v2_compose(event_rules_v2_gather(event_rules_v2_repair_objects(event_rules_v2_judge(
            event_rules_v2_read_properties(event_rules_v2_read_top_level(
                event_rules_v2_translate(_event, _received_at, _sent_at, _fallback_uuid, _dialect, _sdk)))))))[1],
        'Tuple(
            rules_version UInt16,
            reject_reason String,
            uuid UUID,
            event String,
            distinct_id String,
            person_id UUID,
            session_id String,
            session_id_uuid Nullable(UUID),
            window_id String,
            window_id_uuid Nullable(UUID),
            elements_chain String,
            timestamp DateTime64(6, \'UTC\'),
            current_url String,
            host String,
            properties_offset UInt32,
            properties_length UInt32,
            rewritten_properties String,
            warnings Array(Tuple(kind String, detail String)),
            claims Array(Tuple(kind String, source String, source_person_id UUID, target String, refused String)),
            person_operations Array(Tuple(kind String, key String, value String)))');
