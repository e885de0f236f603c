-- Which claims count (docs/identity.md, rules 1 to 3), as udf/identity/decide_ids.h and identity_roots.h.
-- A claim is (kind, source, target, timestamp, uuid).

CREATE OR REPLACE FUNCTION identity_rules_v1_is_legal{{ON_CLUSTER}} AS (_claim) ->
    _claim.1 = 'split'
    OR (_claim.1 = 'identified' OR _claim.2 != _claim.3)
    AND NOT event_rules_v2_is_illegal_id(_claim.2)
    AND NOT event_rules_v2_is_illegal_id(_claim.3);

-- Legal claims whose source is to be decided about, whether they count in the end or not. Any other id gets one claim: that it belongs to its root.
CREATE OR REPLACE FUNCTION identity_rules_v1_claims_at_hand{{ON_CLUSTER}} AS (_claims, _known_ids) ->
    arrayFilter(
        claim -> identity_rules_v1_is_legal(claim),
        arrayConcat(
            arrayFilter(
                (claim, is_to_decide) -> is_to_decide,
                _claims,
                identity_rules_v1_look_up(
                    arrayMap(row -> (row.1, identity_rules_v1_is_to_decide(row)), _known_ids),
                    arrayMap(claim -> (claim.2, toUInt8(0)), _claims))),
            arrayMap(
                row -> ('plain', row.1, row.2, toDateTime64(0, 6, 'UTC'), toUUID('00000000-0000-0000-0000-000000000000')),
                arrayFilter(row -> NOT identity_rules_v1_is_to_decide(row), _known_ids))));

-- The claims of each source, in a list of lists.
CREATE OR REPLACE FUNCTION identity_rules_v1_by_source{{ON_CLUSTER}} AS (_claims) ->
    arrayMap(
        sorted -> arraySplit(
            (claim, source_before) -> claim.2 != source_before,
            sorted,
            arrayShiftRight(arrayMap(claim -> claim.2, sorted), 1)),
        [arraySort(claim -> claim.2, _claims)])[1];

-- (source, (owner, claimed_at, claim_uuid, is_identified, changed_at), forced claims) of the claims of one source.
CREATE OR REPLACE FUNCTION identity_rules_v1_source{{ON_CLUSTER}} AS (_claims) ->
    arrayMap(
        (source, is_identified, plain, forced) -> (
            source,
            (
                if(is_identified, '', plain.3),
                if(is_identified, toDateTime64(0, 6, 'UTC'), plain.4),
                if(is_identified, toUUID('00000000-0000-0000-0000-000000000000'), plain.5),
                is_identified,
                greatest(
                    toDateTime64(0, 6, 'UTC'),
                    if(is_identified, toDateTime64(0, 6, 'UTC'), plain.4),
                    arraySort(claim -> -toUnixTimestamp64Micro(claim.4), forced)[1].4)
            ),
            forced),
        arrayMap(
            (source, claims) -> (
                source,
                arrayExists(claim -> claim.1 = 'identified', claims),
                arraySort(
                    claim -> (claim.4, toString(claim.5), claim.3),
                    arrayFilter(claim -> claim.1 = 'plain', claims))[1],
                arrayFilter(claim -> claim.1 = 'forced', claims)),
            [(_claims[1].2, identity_rules_v1_without_voided(_claims))]))[1];
