-- The claims that an event makes about its distinct id, as udf/event_rules/identity_claims.h and legal_id.h.
-- What is wrong with a claim by itself is said here; whether it counts is decided with all others, in sql/identity.

CREATE OR REPLACE FUNCTION event_rules_v2_trim{{ON_CLUSTER}} AS (_text) ->
    trimBoth(_text, ' \t\n\v\f\r');

CREATE OR REPLACE FUNCTION event_rules_v2_unquote{{ON_CLUSTER}} AS (_text) ->
    multiIf(
        length(_text) < 2, _text,
        (substring(_text, 1, 1), right(_text, 1)) IN (('"', '"'), ('\'', '\'')),
            event_rules_v2_trim(substring(_text, 2, length(_text) - 2)),
        _text);

CREATE OR REPLACE FUNCTION event_rules_v2_is_illegal_id{{ON_CLUSTER}} AS (_id) ->
    lower(event_rules_v2_unquote(event_rules_v2_trim(_id))) IN (
        '',
        '0',
        'anonymous',
        'anonymous-user',
        'backend',
        'distinct_id',
        'distinctid',
        'email',
        'false',
        'guest',
        'id',
        'nan',
        'nil',
        'none',
        'not_authenticated',
        'null',
        'system',
        'true',
        'undefined',
        'user',
        '[object object]',
        '00000000-0000-0000-0000-000000000000')
    OR lengthUTF8(_id) > 400
    OR position(_id, '\0') > 0
    OR NOT isValidUTF8(_id);

-- (kind, source, whether it is illegal) of what the event claims: a source that is no text or the event's own id is no claim.
-- Of a split, which only an operator's event is, what the id is split from stands in the place of the source.
CREATE OR REPLACE FUNCTION event_rules_v2_claimed_sources{{ON_CLUSTER}} AS (_event_name, _id, _properties, _is_of_operator) ->
    arrayMap(
        (kind, source) -> if(
            kind = 'split',
            (kind, if(event_rules_v2_is_text(source), source.3, ''), 0),
            (kind, source.3, source.5 OR event_rules_v2_is_illegal_id(source.3))),
        arrayFilter(
            (kind, source) -> multiIf(kind = 'split', 1, event_rules_v2_is_text(source), source.3 != _id, 0),
            multiIf(
                _event_name = '$identify', [
                    ('plain', if(
                        event_rules_v2_is_text(event_rules_v2_field(_properties, '$anon_distinct_id')),
                        event_rules_v2_field(_properties, '$anon_distinct_id'),
                        event_rules_v2_field(_properties, 'anon_distinct_id')))],
                _event_name = '$create_alias', [('plain', event_rules_v2_field(_properties, 'alias'))],
                _event_name = '$merge_dangerously', [('forced', event_rules_v2_field(_properties, 'alias'))],
                if(_is_of_operator, _event_name = '$split', 0), [('split', event_rules_v2_field(_properties, 'target'))],
                [])));

-- Whoever is named together with an anonymous id is known: the id itself is claimed, too.
CREATE OR REPLACE FUNCTION event_rules_v2_claims{{ON_CLUSTER}} AS (_event_name, _sources, _id) ->
    arrayMap(
        (kind, source, target, is_illegal) -> (
            kind,
            source,
            event_rules_v2_uuid5(source),
            target,
            if(is_illegal OR event_rules_v2_is_illegal_id(_id), 'illegal_distinct_id', '')),
        arrayFlatten(arrayMap(
            (kind, source, is_illegal) -> multiIf(
                kind = 'split', [(kind, _id, source, is_illegal)],
                is_illegal OR _event_name != '$identify', [(kind, source, _id, is_illegal)],
                [('identified', _id, _id, 0), (kind, source, _id, is_illegal)]),
            _sources)));

-- At most one warning, with the first illegal id.
CREATE OR REPLACE FUNCTION event_rules_v2_claim_warnings{{ON_CLUSTER}} AS (_sources, _id) ->
    arrayMap(
        (id, is_illegal) -> ('illegal_distinct_id', id),
        arraySlice(
            arrayFilter(
                (id, is_illegal) -> is_illegal,
                arrayFlatten(arrayMap(
                    (kind, source, is_illegal) -> [(source, is_illegal), (_id, event_rules_v2_is_illegal_id(_id))],
                    _sources))),
            1,
            1));
