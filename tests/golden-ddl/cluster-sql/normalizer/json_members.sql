CREATE OR REPLACE FUNCTION event_rules_v1_unescape ON CLUSTER `main` AS (_text) ->
    if(
        position(_text, '\\') = 0,
        _text,
        arrayStringConcat(arrayMap(
            piece -> multiIf(
                NOT startsWith(piece, '\\'), piece,
                match(piece, '^\\\\u[dD][89a-fA-F].{2}$'), '\xEF\xBF\xBD',
                JSONExtractString(concat('"', piece, '"'))),
            extractAll(
                _text,
                concat(
                    '\\\\u[dD][89abAB][0-9a-fA-F]{2}\\\\u[dD][c-fC-F][0-9a-fA-F]{2}',
                    '|\\\\u[0-9a-fA-F]{4}',
                    '|\\\\[^u]',
                    '|[^\\\\]+',
                    '|\\C')))));

CREATE OR REPLACE FUNCTION event_rules_v1_places ON CLUSTER `main` AS (_text) ->
    arrayMap(
        (whole, kinds, ends) -> (whole, kinds, arrayShiftRight(ends, 1), ends, event_rules_v1_depths(kinds)),
        arrayMap(
            (whole, tokens) -> (
                whole,
                event_rules_v1_kinds(tokens),
                arrayCumSum(token -> length(token), tokens)),
            [(_text, event_rules_v1_tokens(_text))]));

CREATE OR REPLACE FUNCTION event_rules_v1_members ON CLUSTER `main` AS (_object) ->
    arrayMap(
        (name, value, offset) -> (
            event_rules_v1_unescape(substring(name, 2, length(name) - 2)),
            trimBoth(value, ' \t\n\r'),
            offset + length(value) - length(trimLeft(value, ' \t\n\r'))),
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
                event_rules_v1_places(_object)))[1]);

CREATE OR REPLACE FUNCTION event_rules_v1_strings ON CLUSTER `main` AS (_list) ->
    arrayMap(
        (text, kinds, begins, ends, depths) -> arrayMap(
            (begin, end, kind, depth) -> event_rules_v1_unescape(substring(text, begin + 2, end - begin - 2)),
            arrayFilter(
                (begin, end, kind, depth) -> if(depth = 1, kind = 's', 0),
                arrayZip(begins, ends, kinds, depths))),
        event_rules_v1_places(_list))[1];

CREATE OR REPLACE FUNCTION event_rules_v1_holds_others ON CLUSTER `main` AS (_list) ->
    arrayMap(
        kinds -> arrayExists(
            (kind, depth) -> (kind, depth) IN (('0', 1), ('{', 2), ('[', 2)),
            kinds,
            event_rules_v1_depths(kinds)),
        [event_rules_v1_kinds(event_rules_v1_tokens(_list))])[1];

CREATE OR REPLACE FUNCTION event_rules_v1_capture ON CLUSTER `main` AS (_members, _names) ->
    arrayMap(
        (name, value, offset) -> multiIf(
            value = 'null', (name, 0, '', 0),
            startsWith(value, '"'), (name, 34, event_rules_v1_unescape(substring(value, 2, length(value) - 2)), offset),
            (name, ascii(value), value, offset)),
        arrayFilter(member -> member.1 IN _names, _members));

CREATE OR REPLACE FUNCTION event_rules_v1_field ON CLUSTER `main` AS (_captured, _name) ->
    arrayLast(field -> field.1 = _name, _captured);

CREATE OR REPLACE FUNCTION event_rules_v1_is_text ON CLUSTER `main` AS (_field) ->
    _field.2 NOT IN (0, 123, 91);
