-- own_person_id_v1(distinct_id): the person of an id that belongs to nobody else.
-- SHA-1 of the bytes alone, first 16 bytes, with version 5 and the RFC variant set.
CREATE OR REPLACE FUNCTION own_person_id_v1{{ON_CLUSTER}} AS (_distinct_id) ->
    toUUID(UUIDNumToString(bitOr(
        bitAnd(
            CAST(substring(SHA1(_distinct_id), 1, 16), 'FixedString(16)'),
            CAST(unhex('ffffffffffff0fff3fffffffffffffff'), 'FixedString(16)')),
        CAST(unhex('00000000000050008000000000000000'), 'FixedString(16)'))));
