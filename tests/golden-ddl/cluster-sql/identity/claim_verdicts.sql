CREATE OR REPLACE FUNCTION identity_rules_v1_judged ON CLUSTER `main` AS (_claims) ->
    arrayMap(
        claim -> (claim.1, claim.2, claim.3, claim.4, claim.5, multiIf(
            if(claim.1 = 'identified', 0, claim.2 = claim.3), 'not_a_claim',
            arrayExists(id -> event_rules_v1_is_illegal_id(id), [claim.2, claim.3]), 'illegal_distinct_id',
            '')),
        _claims);

CREATE OR REPLACE FUNCTION identity_rules_v1_by_source ON CLUSTER `main` AS (_judged) ->
    arrayMap(
        sorted -> arraySplit(
            (claim, source_before) -> claim.2 != source_before,
            sorted,
            arrayShiftRight(arrayMap(claim -> claim.2, sorted), 1)),
        [arraySort(claim -> (claim.2, claim.1, claim.3, claim.4, toString(claim.5)), arrayDistinct(_judged))])[1];

CREATE OR REPLACE FUNCTION identity_rules_v1_verdict ON CLUSTER `main` AS (_claim, _is_identified, _earliest) ->
    multiIf(
        _claim.6 != '', _claim.6,
        _claim.1 != 'plain', '',
        _is_identified, 'source_is_identified',
        (_claim.4, toString(_claim.5), _claim.3) != _earliest, 'source_has_owner',
        '');

CREATE OR REPLACE FUNCTION identity_rules_v1_source ON CLUSTER `main` AS (_judged) ->
    arrayMap(
        (claims, is_identified, plain) -> (
            claims[1].2,
            is_identified,
            if(is_identified, '', plain.3),
            if(is_identified, toDateTime64(0, 6, 'UTC'), plain.4),
            if(is_identified, toUUID('00000000-0000-0000-0000-000000000000'), plain.5),
            arrayMap(
                claim -> (
                    claim.1,
                    claim.3,
                    claim.5,
                    identity_rules_v1_verdict(claim, is_identified, (plain.4, toString(plain.5), plain.3))),
                claims),
            arrayFilter(claim -> if(claim.1 = 'forced', claim.6 = '', 0), claims)),
        [(
            _judged,
            arrayExists(claim -> if(claim.1 = 'identified', claim.6 = '', 0), _judged),
            arraySort(
                claim -> (claim.4, toString(claim.5), claim.3),
                arrayFilter(claim -> if(claim.1 = 'plain', claim.6 = '', 0), _judged))[1]
        )])[1];
