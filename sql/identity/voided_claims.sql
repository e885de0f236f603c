-- Which claims a split voids (docs/identity.md, rule 7), as udf/identity/voided_claims.h.
-- Of the claims of one source: what it claimed up to the time of a split, of its target or, where it names none, of any.

CREATE OR REPLACE FUNCTION identity_rules_v1_without_voided{{ON_CLUSTER}} AS (_claims) ->
    arrayMap(
        (claims, splits) -> arrayFilter(
            claim -> claim.1 != 'split' AND NOT arrayExists(
                split -> split.3 IN ('', claim.3) AND split.4 >= claim.4,
                splits),
            claims),
        [(_claims, arrayFilter(claim -> claim.1 = 'split', _claims))])[1];
