-- Whether a text is a JSON object that is not nested too deep. ClickHouse's parser judges the structure alone, with all
-- strings and numbers replaced, which have been judged by the lexer.

-- What closes the brackets that are open at the end: of each depth the last one opened.
CREATE OR REPLACE FUNCTION event_rules_v2_closing_brackets{{ON_CLUSTER}} AS (_kinds, _depths) ->
    arrayMap(
        opened -> arrayStringConcat(arrayMap(
            bracket -> if(bracket.3 = '{', '}', ']'),
            arrayFilter((bracket, deeper) -> bracket.1 != deeper.1, opened, arrayShiftRight(opened, 1)))),
        [arrayReverseSort(arrayFilter(
            bracket -> bracket.3 IN ('{', '['),
            arrayZip(_depths, arrayEnumerate(_kinds), _kinds)))])[1];

-- Of a text nested too deep only what stands before the 129th open bracket counts; a scalar stands in for the bracket.
CREATE OR REPLACE FUNCTION event_rules_v2_is_well_formed{{ON_CLUSTER}} AS (_kinds, _depths, _too_deep_at) ->
    isValidJSON(concat(
        arrayStringConcat(arrayMap(
            kind -> transform(kind, ['k', 's'], ['"":', '""'], kind),
            if(_too_deep_at = 0, _kinds, arraySlice(_kinds, 1, _too_deep_at - 1)))),
        if(
            _too_deep_at = 0,
            '',
            concat('0', event_rules_v2_closing_brackets(
                arraySlice(_kinds, 1, _too_deep_at - 1),
                arraySlice(_depths, 1, _too_deep_at - 1))))));

-- The reason to reject the text, or nothing.
CREATE OR REPLACE FUNCTION event_rules_v2_json_verdict{{ON_CLUSTER}} AS (_text) ->
    arrayMap(
        (kinds, depths, too_deep_at) -> multiIf(
            NOT event_rules_v2_is_well_formed(kinds, depths, too_deep_at), 'malformed_json',
            too_deep_at > 0, 'nesting_too_deep',
            arrayFirst(kind -> kind != ' ', kinds) != '{', 'not_an_object',
            ''),
        arrayMap(
            (kinds, depths) -> (kinds, depths, arrayFirstIndex(depth -> depth > 128, depths)),
            arrayMap(
                kinds -> (kinds, event_rules_v2_depths(kinds)),
                [event_rules_v2_kinds(event_rules_v2_tokens(_text))])))[1];
