-- JSON text that every JSON function of ClickHouse reads, as udf/json/repair.h: what needs no change stays as it was received.
-- Well-formed texts only. A lambda uses nothing large but what it is given: all else would be copied for each element.

-- With U+FFFD in place of each byte that belongs to no character of UTF-8.
CREATE OR REPLACE FUNCTION event_rules_v2_valid_utf8{{ON_CLUSTER}} AS (_text) ->
    if(
        isValidUTF8(_text),
        _text,
        arrayStringConcat(arrayMap(
            piece -> if(isValidUTF8(piece), piece, '\xEF\xBF\xBD'),
            extractAll(_text, '[\\x00-\\x7f]+|[\\x{80}-\\x{d7ff}\\x{e000}-\\x{10ffff}]|\\C'))));

-- With \ufffd in place of each surrogate escape without its other half.
CREATE OR REPLACE FUNCTION event_rules_v2_paired{{ON_CLUSTER}} AS (_token) ->
    if(
        match(_token, '\\\\u[dD][89a-fA-F]'),
        arrayStringConcat(arrayMap(
            piece -> if(match(piece, '^\\\\u[dD][89a-fA-F].{2}$'), '\\ufffd', piece),
            event_rules_v2_pieces(_token))),
        _token);

-- A number that no parser refuses: an integer beyond 64 bits as a string of its digits, null beyond a double.
CREATE OR REPLACE FUNCTION event_rules_v2_fitting{{ON_CLUSTER}} AS (_token) ->
    multiIf(
        isValidJSON(concat('[', _token, ']')), _token,
        match(_token, '[.eE]'), 'null',
        concat('"', _token, '"'));

-- What stands in place of a token that is not in a member that goes.
CREATE OR REPLACE FUNCTION event_rules_v2_repaired_token{{ON_CLUSTER}} AS (_token, _kind) ->
    multiIf(
        _kind IN ('k', 's'), event_rules_v2_paired(_token),
        _kind = '0', event_rules_v2_fitting(_token),
        _token);

-- The members of all objects: (object, name, number of the name's token, number of the next name's in the object), in the
-- order of the objects and names. In the order of depths, each object's names stand behind its bracket.
CREATE OR REPLACE FUNCTION event_rules_v2_members_by_name{{ON_CLUSTER}} AS (_tokens, _kinds) ->
    arrayMap(
        marks -> arraySort(arrayMap(
            (mark, object, next) -> (object, mark.4, mark.2, next.2),
            arrayFilter(
                (mark, object, next) -> NOT mark.3,
                arrayZip(marks, arrayCumSum(mark -> mark.3, marks), arrayShiftLeft(marks, 1))))),
        arrayMap(
            (tokens, kinds) -> arraySort(arrayMap(
                (depth, number, kind, token) -> (
                    depth,
                    number,
                    kind = '{',
                    event_rules_v2_unescape(substring(token, 2, length(trimRight(token, ' \t\n\r:')) - 2))),
                arrayFilter(
                    (depth, number, kind, token) -> kind IN ('{', 'k'),
                    arrayZip(event_rules_v2_depths(kinds), arrayEnumerate(kinds), kinds, tokens)))),
            [(_tokens, _kinds)]))[1];

-- Members before another one of the same name.
CREATE OR REPLACE FUNCTION event_rules_v2_duplicates{{ON_CLUSTER}} AS (_tokens, _kinds) ->
    arrayMap(
        members -> arrayFilter(
            (member, behind) -> (member.1, member.2) = (behind.1, behind.2),
            members,
            arrayShiftLeft(members, 1)),
        [event_rules_v2_members_by_name(_tokens, _kinds)])[1];

-- For each token, whether it goes: from a duplicate up to the next member.
CREATE OR REPLACE FUNCTION event_rules_v2_goes{{ON_CLUSTER}} AS (_tokens, _duplicates) ->
    arrayMap(
        steps -> arrayMap(
            (step, open) -> open > 0,
            arrayFilter((step, open) -> step.2, arrayZip(steps, arrayCumSum(step -> step.3, steps)))),
        [arraySort(arrayConcat(
            arrayMap(member -> (member.3, 0, 1), _duplicates),
            arrayMap(member -> (member.4, 0, -1), _duplicates),
            arrayMap(number -> (number, 1, 0), arrayEnumerate(_tokens))))])[1];

-- Whether a text needs no closer look: any JSON function reads it, and no two members of it have one name, in whatever objects.
CREATE OR REPLACE FUNCTION event_rules_v2_is_plain{{ON_CLUSTER}} AS (_text) ->
    if(
        isValidJSON(_text),
        arrayMap(
            names -> if(length(names) = length(arrayDistinct(names)), NOT arrayExists(name -> position(name, '\\') > 0, names), 0),
            [arrayMap(
                name -> trimRight(name, ' \t\n\r:'),
                arrayFilter(
                    text -> endsWith(text, ':'),
                    extractAll(_text, '"(?:[^"\\\\]|\\\\.)*"(?:[ \\t\\n\\r]*:)?')))])[1],
        0);

-- What is odd about a text, in bits as json::OddValue, and the text to store.
CREATE OR REPLACE FUNCTION event_rules_v2_repair{{ON_CLUSTER}} AS (_text) ->
    if(event_rules_v2_is_plain(_text), (0, _text), event_rules_v2_repair_closely(_text));

CREATE OR REPLACE FUNCTION event_rules_v2_repair_closely{{ON_CLUSTER}} AS (_text) ->
    arrayMap(
        (text, tokens, kinds, duplicates) -> (
            arrayReduce(
                'groupBitOr',
                arrayMap(
                    (token, kind) -> multiIf(
                        kind IN ('k', 's'), if(event_rules_v2_paired(token) = token, 0, 1),
                        kind != '0', 0,
                        event_rules_v2_fitting(token) = token, 0,
                        event_rules_v2_fitting(token) = 'null', 8,
                        4),
                    tokens,
                    kinds)) + if(isValidUTF8(text), 0, 2) + if(empty(duplicates), 0, 16),
            arrayStringConcat(arrayMap(
                (token, kind, goes) -> if(goes, '', event_rules_v2_repaired_token(token, kind)),
                tokens,
                kinds,
                event_rules_v2_goes(tokens, duplicates)))),
        arrayMap(
            (text, tokens, kinds) -> (text, tokens, kinds, event_rules_v2_duplicates(tokens, kinds)),
            arrayMap(
                (text, tokens) -> (text, tokens, event_rules_v2_kinds(tokens)),
                [(_text, event_rules_v2_tokens(event_rules_v2_valid_utf8(_text)))])))[1];

CREATE OR REPLACE FUNCTION event_rules_v2_odd_values{{ON_CLUSTER}} AS (_bits) ->
    arrayStringConcat(
        arrayFilter(
            (description, bit) -> bitAnd(_bits, bit) != 0,
            ['lone surrogate', 'not UTF-8', 'integer beyond 64 bits', 'number beyond a double', 'given twice'],
            [1, 2, 4, 8, 16]),
        ', ');

-- The members of objects (number, prefix, text) that are not stored as they came: prefix, name and what was odd, in their
-- order. Only the first object is stored whole: the members of the others come one by one, and none twice.
CREATE OR REPLACE FUNCTION event_rules_v2_altered_members{{ON_CLUSTER}} AS (_objects) ->
    arrayMap(
        members -> arrayMap(
            (place, name, bits) -> concat(name, ': ', event_rules_v2_odd_values(bits)),
            arraySort(arrayFilter(
                (place, name, bits) -> bits != 0,
                arrayMap(
                    (member, before, behind) -> (
                        (member.1, member.3),
                        concat(member.4, substringUTF8(member.2, 1, 40)),
                        bitOr(member.5, if((member.1, 1, member.2) = (1, before.1, before.2), 16, 0))),
                    arrayFilter(
                        (member, before, behind) -> (member.1, member.2) != (behind.1, behind.2),
                        arrayZip(members, arrayShiftRight(members, 1), arrayShiftLeft(members, 1))))))),
        -- (number of the object, name, offset, prefix, bits), by object and name
        [arraySort(arrayFlatten(arrayMap(
            (number, prefix, members) -> arrayMap(
                (name, value, offset, literal) -> (
                    number,
                    event_rules_v2_valid_utf8(name),
                    offset,
                    prefix,
                    arrayReduce('groupBitOr', arrayMap(text -> event_rules_v2_repair(text).1, [value, literal]))),
                members),
            arrayMap(
                (number, prefix, object) -> (number, prefix, event_rules_v2_members(object)),
                _objects))))])[1];

-- At most one warning, of up to five members.
CREATE OR REPLACE FUNCTION event_rules_v2_alteration_warnings{{ON_CLUSTER}} AS (_objects) ->
    arrayMap(
        altered -> (
            'properties_altered',
            concat(
                arrayStringConcat(arraySlice(altered, 1, 5), '; '),
                if(length(altered) > 5, concat('; and ', toString(length(altered) - 5), ' more'), ''))),
        arrayFilter(altered -> notEmpty(altered), [event_rules_v2_altered_members(_objects)]));
