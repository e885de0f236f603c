-- UUIDs, as udf/event_rules/uuid.h.
-- toUUIDOrNull will not do: it takes other spellings, too.

-- Whether a text is a UUID of 36 characters with hyphens, in any case.
CREATE OR REPLACE FUNCTION event_rules_v2_is_uuid{{ON_CLUSTER}} AS (_text) ->
    match(_text, '^[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}$');

CREATE OR REPLACE FUNCTION event_rules_v2_uuid_or_null{{ON_CLUSTER}} AS (_text) ->
    if(event_rules_v2_is_uuid(_text), toUUIDOrNull(_text), NULL);

-- SHA-1 of the bytes alone, first 16 bytes, with version 5 and the RFC variant set.
CREATE OR REPLACE FUNCTION event_rules_v2_uuid5{{ON_CLUSTER}} AS (_name) ->
    toUUID(UUIDNumToString(bitOr(
        bitAnd(
            CAST(substring(SHA1(_name), 1, 16), 'FixedString(16)'),
            CAST(unhex('ffffffffffff0fff3fffffffffffffff'), 'FixedString(16)')),
        CAST(unhex('00000000000050008000000000000000'), 'FixedString(16)'))));
