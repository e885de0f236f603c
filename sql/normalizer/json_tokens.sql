-- The lexer of the SQL normalizer. JSON functions will not do: they take the first of two equal members, write texts
-- anew, and refuse what the rules accept (lone surrogates, invalid UTF-8, numbers beyond a double).

-- The same bytes with all but ASCII masked, for regular expressions know only UTF-8. Offsets stay what they are.
CREATE OR REPLACE FUNCTION event_rules_v2_mask{{ON_CLUSTER}} AS (_text) ->
    if(
        isValidUTF8(_text),
        _text,
        arrayStringConcat(arrayMap(run -> if(run < '\x80', run, '?'), extractAll(_text, '[\\x00-\\x7f]+|\\C'))));

-- Cuts any text into strings (with the colon behind a member name), brackets, commas, numbers, literals and white space;
-- what is none of these is cut into single characters. The tokens' lengths add up to that of the text.
CREATE OR REPLACE FUNCTION event_rules_v2_tokens{{ON_CLUSTER}} AS (_text) ->
    extractAll(
        event_rules_v2_mask(_text),
        concat(
            '"(?:[^"\\\\\\x00-\\x1f]|\\\\(?:["\\\\/bfnrt]|u[0-9a-fA-F]{4}))*"(?:[ \\t\\n\\r]*:)?',
            '|[{}\\[\\],]',
            '|-?(?:0|[1-9][0-9]*)(?:\\.[0-9]+)?(?:[eE][+-]?[0-9]+)?',
            '|true|false|null',
            '|[ \\t\\n\\r]+',
            '|(?s:.)'));

-- A character for each token: itself for brackets and commas, k for a member name, s for a string, 0 for another scalar,
-- a space for white space, ! for what no JSON holds there.
CREATE OR REPLACE FUNCTION event_rules_v2_kinds{{ON_CLUSTER}} AS (_tokens) ->
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

-- How many brackets are open behind each token.
CREATE OR REPLACE FUNCTION event_rules_v2_depths{{ON_CLUSTER}} AS (_kinds) ->
    arrayCumSum(kind -> (kind IN ('{', '[')) - (kind IN ('}', ']')), _kinds);
