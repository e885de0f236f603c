-- Events of other forms in our own, as udf/dialects.
-- What is no message of the dialect stays as it is, and the rules reject it.

CREATE OR REPLACE FUNCTION event_rules_v2_source{{ON_CLUSTER}} AS (_members, _name) ->
    arrayLast(member -> member.1 = _name, _members).2;

-- Of each of some values the members, none where it is no object: (name, value as received, offset, whether it is a text that is not
-- blank). Of many values at once, and each once, because ClickHouse plans the reading of JSON anew wherever it stands.
CREATE OR REPLACE FUNCTION event_rules_v2_members_of{{ON_CLUSTER}} AS (_sources) ->
    arrayMap(
        source -> arrayMap(
            (name, value, offset, literal) -> (
                name, value, offset, event_rules_v2_trim(event_rules_v2_text_of(value)) != ''),
            event_rules_v2_members(if(startsWith(source, '{'), source, '{}'))),
        _sources);

CREATE OR REPLACE FUNCTION event_rules_v2_member{{ON_CLUSTER}} AS (_members, _name) ->
    arrayLast(member -> member.1 = _name, _members);

-- The text of a string, number or boolean as it stands; empty for all else.
CREATE OR REPLACE FUNCTION event_rules_v2_text_of{{ON_CLUSTER}} AS (_source) ->
    multiIf(
        startsWith(_source, '"'), event_rules_v2_unescape(substring(_source, 2, length(_source) - 2)),
        substring(_source, 1, 1) IN ('{', '[', 'n'), '',
        _source);

-- The first of some members that is a text and not blank.
CREATE OR REPLACE FUNCTION event_rules_v2_first_text{{ON_CLUSTER}} AS (_members) ->
    arrayFirst(member -> member.4, _members).2;

CREATE OR REPLACE FUNCTION event_rules_v2_first_given{{ON_CLUSTER}} AS (_sources) ->
    arrayFirst(source -> source NOT IN ('', 'null'), _sources);

-- An object of those members (name, JSON) that have a value, and of all members of another object.
CREATE OR REPLACE FUNCTION event_rules_v2_object_of{{ON_CLUSTER}} AS (_members, _object) ->
    concat(
        '{',
        arrayStringConcat(
            arrayFilter(
                part -> trimBoth(part, ' \t\n\r') != '',
                arrayConcat(
                    arrayMap(
                        (name, json) -> if(json = '', '', concat('"', name, '":', json)),
                        _members),
                    [if(startsWith(_object, '{'), substring(_object, 2, length(_object) - 2), '')])),
            ','),
        '}');

-- Those whose names the object's members have not.
CREATE OR REPLACE FUNCTION event_rules_v2_not_given{{ON_CLUSTER}} AS (_members, _given) ->
    arrayMap(
        names -> arrayFilter((name, json) -> NOT has(names, name), _members),
        [arrayMap(member -> member.1, _given)])[1];

CREATE OR REPLACE FUNCTION event_rules_v2_quoted{{ON_CLUSTER}} AS (_text) ->
    if(_text = '', '', concat('"', _text, '"'));

-- As udf/dialects/url_host.h.
CREATE OR REPLACE FUNCTION event_rules_v2_url_host{{ON_CLUSTER}} AS (_url) ->
    extract(_url, '^[a-zA-Z][a-zA-Z0-9+.-]*://([a-zA-Z0-9._:\\[\\]-]+)(?:[/?#]|$)');

CREATE OR REPLACE FUNCTION event_rules_v2_message_uuid{{ON_CLUSTER}} AS (_id) ->
    multiIf(
        event_rules_v2_trim(_id) = '', '',
        event_rules_v2_is_uuid(_id), concat('"', lower(_id), '"'),
        concat('"', toString(event_rules_v2_uuid5(_id)), '"'));

-- What has another place in our form, as udf/dialects/segment.cpp.
CREATE OR REPLACE FUNCTION event_rules_v2_segment_properties{{ON_CLUSTER}} AS (
    _type, _message, _properties, _context, _page, _library) ->
    arrayMap(
        (anonymous, name, url) -> [
            ('$anon_distinct_id', if(
                if(_type = 'identify', event_rules_v2_first_text([event_rules_v2_member(_message, 'userId')]) != '', 0),
                anonymous,
                '')),
            ('$set', if(
                _type = 'identify',
                event_rules_v2_first_given(
                    [event_rules_v2_source(_message, 'traits'), event_rules_v2_source(_context, 'traits')]),
                '')),
            ('alias', if(
                _type = 'alias', event_rules_v2_first_text([event_rules_v2_member(_message, 'previousId')]), '')),
            ('$group_type', if(_type = 'group', '"group"', '')),
            ('$group_key', if(
                _type = 'group', event_rules_v2_first_text([event_rules_v2_member(_message, 'groupId')]), '')),
            ('$group_set', if(
                _type = 'group', event_rules_v2_first_given([event_rules_v2_source(_message, 'traits')]), '')),
            ('name', if(_type IN ('page', 'screen'), name, '')),
            ('category', if(
                _type IN ('page', 'screen'),
                event_rules_v2_first_text([event_rules_v2_member(_message, 'category')]),
                '')),
            ('$screen_name', if(_type = 'screen', name, '')),
            ('$current_url', url),
            ('$host', event_rules_v2_quoted(event_rules_v2_url_host(event_rules_v2_text_of(url)))),
            ('$session_id', event_rules_v2_first_text([event_rules_v2_member(_context, 'sessionId')])),
            ('$lib', event_rules_v2_first_text([event_rules_v2_member(_library, 'name')])),
            ('$lib_version', event_rules_v2_first_text([event_rules_v2_member(_library, 'version')])),
            ('$device_id', anonymous),
            ('context', event_rules_v2_first_given([event_rules_v2_source(_message, 'context')]))
        ],
        [(
            event_rules_v2_first_text([event_rules_v2_member(_message, 'anonymousId')]),
            event_rules_v2_first_text([event_rules_v2_member(_message, 'name')]),
            event_rules_v2_first_text([event_rules_v2_member(_page, 'url'), event_rules_v2_member(_properties, 'url')])
        )])[1];

-- The type that the message names, else the one of its path. Every other is taken as a track.
CREATE OR REPLACE FUNCTION event_rules_v2_message_type{{ON_CLUSTER}} AS (_source, _dialect) ->
    arrayMap(
        type -> if(
            type IN ('track', 'identify', 'page', 'screen', 'group', 'alias'), type, substring(_dialect, 9)),
        [event_rules_v2_text_of(_source)])[1];

-- A message as (text, sent_at).
CREATE OR REPLACE FUNCTION event_rules_v2_translate_segment{{ON_CLUSTER}} AS (_message, _dialect) ->
    arrayMap(
        (type, message, source, properties, context, inner) -> (
            event_rules_v2_object_of(
                [
                    ('event', transform(
                        type,
                        ['identify', 'page', 'screen', 'group', 'alias'],
                        ['"$identify"', '"$pageview"', '"$screen"', '"$groupidentify"', '"$create_alias"'],
                        event_rules_v2_source(message, 'event'))),
                    ('distinct_id', event_rules_v2_first_text([
                        event_rules_v2_member(message, 'userId'),
                        event_rules_v2_member(message, 'anonymousId'),
                        event_rules_v2_member(message, 'previousId')])),
                    ('uuid', event_rules_v2_message_uuid(
                        event_rules_v2_text_of(event_rules_v2_source(message, 'messageId')))),
                    ('timestamp', event_rules_v2_first_given([
                        event_rules_v2_source(message, 'originalTimestamp'),
                        event_rules_v2_source(message, 'timestamp')])),
                    ('properties', if(
                        if(source IN ('', 'null'), 1, startsWith(source, '{')),
                        event_rules_v2_object_of(
                            event_rules_v2_not_given(
                                event_rules_v2_segment_properties(type, message, properties, context, inner[1], inner[2]),
                                properties),
                            source),
                        source))
                ],
                ''),
            event_rules_v2_text_of(event_rules_v2_first_text([event_rules_v2_member(message, 'sentAt')]))),
        arrayMap(
            (type, message, source, within) -> (
                type,
                message,
                source,
                within[1],
                within[2],
                event_rules_v2_members_of(
                    [event_rules_v2_source(within[2], 'page'), event_rules_v2_source(within[2], 'library')])),
            arrayMap(
                message -> (
                    event_rules_v2_message_type(event_rules_v2_source(message, 'type'), _dialect),
                    message,
                    event_rules_v2_source(message, 'properties'),
                    event_rules_v2_members_of(
                        [event_rules_v2_source(message, 'properties'), event_rules_v2_source(message, 'context')])),
                [_message])))[1];

-- What capture V1 says beside the properties, as udf/dialects/posthog.cpp.
CREATE OR REPLACE FUNCTION event_rules_v2_posthog_v1_properties{{ON_CLUSTER}} AS (_event, _options, _sdk) ->
    arrayMap(
        (name, json) -> (name, if(json = 'null', '', json)),
        [
            ('$session_id', event_rules_v2_source(_event, 'session_id')),
            ('$window_id', event_rules_v2_source(_event, 'window_id')),
            ('$cookieless_mode', event_rules_v2_source(_options, 'cookieless_mode')),
            ('$ignore_sent_at', event_rules_v2_source(_options, 'disable_skew_correction')),
            ('$process_person_profile', event_rules_v2_source(_options, 'process_person_profile')),
            ('$product_tour_id', event_rules_v2_source(_options, 'product_tour_id')),
            ('$lib', event_rules_v2_quoted(extract(_sdk, '^([a-zA-Z0-9._@+-]+)/[a-zA-Z0-9._@+-]+$'))),
            ('$lib_version', event_rules_v2_quoted(extract(_sdk, '^[a-zA-Z0-9._@+-]+/([a-zA-Z0-9._@+-]+)$')))
        ]);

-- In place of the properties that are there, so that the event does not grow by them.
CREATE OR REPLACE FUNCTION event_rules_v2_translate_posthog_v1{{ON_CLUSTER}} AS (_text, _event, _sdk) ->
    arrayMap(
        (text, source, offset, properties) -> multiIf(
            source = '', concat(
                substring(text, 1, length(text) - 1),
                if(match(text, '^\\{[ \\t\\n\\r]*\\}$'), '', ','),
                '"properties":', properties, '}'),
            source = 'null' OR startsWith(source, '{'), concat(
                substring(text, 1, offset), properties, substring(text, offset + length(source) + 1)),
            text),
        arrayMap(
            (text, event, properties, within) -> (
                text,
                properties.2,
                properties.3,
                event_rules_v2_object_of(
                    event_rules_v2_not_given(
                        event_rules_v2_posthog_v1_properties(event, within[1], _sdk),
                        within[2]),
                    properties.2)),
            arrayMap(
                (text, event) -> (
                    text,
                    event,
                    event_rules_v2_member(event, 'properties'),
                    event_rules_v2_members_of(
                        [event_rules_v2_source(event, 'options'), event_rules_v2_source(event, 'properties')])),
                [(_text, _event)])))[1];

-- Operations on a person without an event's name are an event $set.
CREATE OR REPLACE FUNCTION event_rules_v2_translate_posthog_engage{{ON_CLUSTER}} AS (_text, _event) ->
    arrayMap(
        (text, event) -> if(
            event_rules_v2_source(event, 'event') != '',
            text,
            concat(
                substring(text, 1, length(text) - 1),
                if(empty(event), '', ','),
                '"event":"$set"',
                if(
                    event_rules_v2_source(event, '$distinct_id') = '',
                    '',
                    concat(',"distinct_id":', event_rules_v2_source(event, '$distinct_id'))),
                '}')),
        [(_text, _event)])[1];

-- A row (text, received_at, sent_at, fallback_uuid, is_of_operator, is_raw) in a list. Inner lists are empty for our own form: no work.
CREATE OR REPLACE FUNCTION event_rules_v2_translate{{ON_CLUSTER}} AS (
    _event, _received_at, _sent_at, _fallback_uuid, _dialect, _sdk) ->
    arrayMap(
        translated -> if(
            empty(translated),
            (_event, _received_at, _sent_at, _fallback_uuid, _dialect = 'operator', 1),
            (translated[1].1, _received_at, if(_sent_at = '', translated[1].2, _sent_at), _fallback_uuid, 0, 0)),
        [arrayMap(
            (text, dialect, sdk, members) -> multiIf(
                startsWith(dialect, 'segment'), event_rules_v2_translate_segment(members, dialect),
                dialect = 'posthog_v1', (event_rules_v2_translate_posthog_v1(text, members, sdk), ''),
                (event_rules_v2_translate_posthog_engage(text, members), '')),
            arrayMap(
                (text, dialect, sdk) -> (text, dialect, sdk, event_rules_v2_members_of([text])[1]),
                arrayMap(
                    (text, dialect, sdk) -> (trimBoth(text, ' \t\n\r'), dialect, sdk),
                    arrayFilter(
                        (text, dialect, sdk) -> if(length(text) > 1048576, 0, event_rules_v2_json_verdict(text) = ''),
                        if(
                            match(_dialect, '^(segment(/.*)?|posthog_v1|posthog_engage)$'),
                            [(_event, _dialect, _sdk)],
                            [])))))]);
