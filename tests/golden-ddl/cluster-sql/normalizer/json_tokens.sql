CREATE OR REPLACE FUNCTION event_rules_v1_mask ON CLUSTER `main` AS (_text) ->
    if(
        isValidUTF8(_text),
        _text,
        arrayStringConcat(arrayMap(run -> if(run < '\x80', run, '?'), extractAll(_text, '[\\x00-\\x7f]+|\\C'))));

CREATE OR REPLACE FUNCTION event_rules_v1_tokens ON CLUSTER `main` AS (_text) ->
    extractAll(
        event_rules_v1_mask(_text),
        concat(
            '"(?:[^"\\\\\\x00-\\x1f]|\\\\(?:["\\\\/bfnrt]|u[0-9a-fA-F]{4}))*"(?:[ \\t\\n\\r]*:)?',
            '|[{}\\[\\],]',
            '|-?(?:0|[1-9][0-9]*)(?:\\.[0-9]+)?(?:[eE][+-]?[0-9]+)?',
            '|true|false|null',
            '|[ \\t\\n\\r]+',
            '|(?s:.)'));

CREATE OR REPLACE FUNCTION event_rules_v1_kinds ON CLUSTER `main` AS (_tokens) ->
    arrayMap(
        token -> multiIf(
            token IN ('{', '}', '[', ']', ','), token,
            substring(token, 1, 1) IN (' ', '\t', '\n', '\r'), ' ',
            substring(token, 1, 1) IN ('0', '1', '2', '3', '4', '5', '6', '7', '8', '9'), '0',
            lengthUTF8(token) = 1, '!',
            substring(token, 1, 1) != '"', '0',
            endsWith(token, ':'), 'k',
            's'),
        _tokens);

CREATE OR REPLACE FUNCTION event_rules_v1_depths ON CLUSTER `main` AS (_kinds) ->
    arrayCumSum(kind -> (kind IN ('{', '[')) - (kind IN ('}', ']')), _kinds);
