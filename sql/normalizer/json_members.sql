-- Takes well-formed JSON apart: the members of an object, the elements of a list, the text of a string.
-- By their tokens, so that values stay as they were received.

-- A string cut into escapes, pairs of surrogates each as one, and what stands between them.
CREATE OR REPLACE FUNCTION event_rules_v2_pieces{{ON_CLUSTER}} AS (_text) ->
    extractAll(
        _text,
        concat(
            '\\\\u[dD][89abAB][0-9a-fA-F]{2}\\\\u[dD][c-fC-F][0-9a-fA-F]{2}',
            '|\\\\u[0-9a-fA-F]{4}',
            '|\\\\[^u]',
            '|[^\\\\]+',
            '|\\C'));

-- A string without its quotes, unescaped. A surrogate escape without its other half is U+FFFD; bytes that are no UTF-8 stay.
CREATE OR REPLACE FUNCTION event_rules_v2_unescape{{ON_CLUSTER}} AS (_text) ->
    if(
        position(_text, '\\') = 0,
        _text,
        arrayStringConcat(arrayMap(
            piece -> multiIf(
                NOT startsWith(piece, '\\'), piece,
                match(piece, '^\\\\u[dD][89a-fA-F].{2}$'), '\xEF\xBF\xBD',
                JSONExtractString(concat('"', piece, '"'))),
            event_rules_v2_pieces(_text))));

-- A text's tokens and where they stand: one row of (text, kinds, begins, ends, depths).
CREATE OR REPLACE FUNCTION event_rules_v2_places{{ON_CLUSTER}} AS (_text) ->
    arrayMap(
        (whole, kinds, ends) -> (whole, kinds, arrayShiftRight(ends, 1), ends, event_rules_v2_depths(kinds)),
        arrayMap(
            (whole, tokens) -> (
                whole,
                event_rules_v2_kinds(tokens),
                arrayCumSum(token -> length(token), tokens)),
            [(_text, event_rules_v2_tokens(_text))]));

-- The members of an object, equal names and all: (name, value as received, offset of the value, name as received).
CREATE OR REPLACE FUNCTION event_rules_v2_members{{ON_CLUSTER}} AS (_object) ->
    arrayMap(
        (name, value, offset) -> (
            event_rules_v2_unescape(substring(name, 2, length(name) - 2)),
            trimBoth(value, ' \t\n\r'),
            offset + length(value) - length(trimLeft(value, ' \t\n\r')),
            name),
        arrayMap(
            (text, marks) -> arrayMap(
                (mark, next) -> (
                    trimRight(substring(text, mark.2 + 1, mark.3 - mark.2), ' \t\n\r:'),
                    substring(text, mark.3 + 1, next.2 - mark.3),
                    mark.3),
                arrayFilter((mark, next) -> mark.1 = 'k', arrayZip(marks, arrayShiftLeft(marks, 1)))),
            arrayMap(
                -- each name, and the comma or bracket behind its value: (kind, begin, end)
                (text, kinds, begins, ends, depths) -> (
                    text,
                    arrayFilter(
                        (mark, depth) -> (mark.1, depth) IN (('k', 1), (',', 1), ('}', 0)),
                        arrayZip(kinds, begins, ends),
                        depths)),
                event_rules_v2_places(_object)))[1]);

-- The strings in a list, unescaped.
CREATE OR REPLACE FUNCTION event_rules_v2_strings{{ON_CLUSTER}} AS (_list) ->
    arrayMap(
        (text, kinds, begins, ends, depths) -> arrayMap(
            (begin, end, kind, depth) -> event_rules_v2_unescape(substring(text, begin + 2, end - begin - 2)),
            arrayFilter(
                (begin, end, kind, depth) -> if(depth = 1, kind = 's', 0),
                arrayZip(begins, ends, kinds, depths))),
        event_rules_v2_places(_list))[1];

-- Whether a list holds anything but strings.
CREATE OR REPLACE FUNCTION event_rules_v2_holds_others{{ON_CLUSTER}} AS (_list) ->
    arrayMap(
        kinds -> arrayExists(
            (kind, depth) -> (kind, depth) IN (('0', 1), ('{', 2), ('[', 2)),
            kinds,
            event_rules_v2_depths(kinds)),
        [event_rules_v2_kinds(event_rules_v2_tokens(_list))])[1];

-- What the rules see of the members with these names: (name, kind, text, offset, is broken). The kind is the code of the value's
-- first character; the text is unescaped for a string, which is broken when it holds a lone surrogate or is no UTF-8. A null is
-- all zero and empty.
CREATE OR REPLACE FUNCTION event_rules_v2_capture{{ON_CLUSTER}} AS (_members, _names) ->
    arrayMap(
        (name, value, offset, literal) -> multiIf(
            value = 'null', (name, 0, '', 0, 0),
            startsWith(value, '"'), (
                name,
                34,
                event_rules_v2_unescape(substring(value, 2, length(value) - 2)),
                offset,
                event_rules_v2_is_broken(value)),
            (name, ascii(value), value, offset, 0)),
        arrayFilter(member -> member.1 IN _names, _members));

-- Whether a string has characters that are none.
CREATE OR REPLACE FUNCTION event_rules_v2_is_broken{{ON_CLUSTER}} AS (_literal) ->
    NOT isValidUTF8(_literal) OR event_rules_v2_paired(_literal) != _literal;

-- The last member with the name; all zero and empty where there is none.
CREATE OR REPLACE FUNCTION event_rules_v2_field{{ON_CLUSTER}} AS (_captured, _name) ->
    arrayLast(field -> field.1 = _name, _captured);

-- A string, number or boolean: what the rules take as text.
CREATE OR REPLACE FUNCTION event_rules_v2_is_text{{ON_CLUSTER}} AS (_field) ->
    _field.2 NOT IN (0, 123, 91);
