-- resolve_identity_sql_v1: resolve_identity_v1 (udf/functions) in SQL, for a ClickHouse without executable functions.
-- Each step binds its result with arrayMap(name -> …, [value])[1], for SQL functions know no other variables.

-- (source, target) as roots of the forced claims that count, earliest first.
CREATE OR REPLACE FUNCTION identity_rules_v1_joins{{ON_CLUSTER}} AS (_forced, _roots) ->
    arrayFilter(
        each -> each.1 != each.2,
        arrayMap(
            claims -> arrayZip(
                identity_rules_v1_look_up(_roots, arrayMap(claim -> (claim.2, claim.2), claims)),
                identity_rules_v1_look_up(_roots, arrayMap(claim -> (claim.3, claim.3), claims))),
            [arraySort(claim -> (claim.4, toString(claim.5), claim.2, claim.3), _forced)])[1]);

-- The root of each id, in their order.
CREATE OR REPLACE FUNCTION identity_rules_v1_roots{{ON_CLUSTER}} AS (_ids, _sources) ->
    arrayMap(
        roots -> arrayMap(
            owner_roots -> identity_rules_v1_look_up(
                identity_rules_v1_forced_roots(identity_rules_v1_joins(
                    arrayFlatten(arrayMap(source -> source.3, _sources)),
                    roots)),
                arrayMap(root -> (root, root), owner_roots)),
            [identity_rules_v1_look_up(roots, arrayMap(id -> (id, id), _ids))]),
        [identity_rules_v1_owner_roots(arrayMap(
            source -> (source.1, source.2.1),
            arrayFilter(source -> source.2.1 != '', _sources)))])[1][1];

-- (what is known of it, root, (owner, claimed_at, claim_uuid, is_identified, changed_at)) of each known id.
CREATE OR REPLACE FUNCTION identity_rules_v1_decisions{{ON_CLUSTER}} AS (_known_ids, _sources) ->
    arrayZip(
        _known_ids,
        identity_rules_v1_roots(arrayMap(row -> row.1, _known_ids), _sources),
        identity_rules_v1_look_up(
            arrayMap(source -> (source.1, source.2), _sources),
            arrayMap(row -> (row.1, (
                '',
                toDateTime64(0, 6, 'UTC'),
                toUUID('00000000-0000-0000-0000-000000000000'),
                toUInt8(0),
                toDateTime64(0, 6, 'UTC'))), _known_ids)));

-- Those about the ids that are asked about, of persons that take along no id whose own person was not opened.
CREATE OR REPLACE FUNCTION identity_rules_v1_whole{{ON_CLUSTER}} AS (_decisions) ->
    arrayFilter(
        (each, is_partial) -> identity_rules_v1_is_to_decide(each.1) AND NOT is_partial,
        _decisions,
        identity_rules_v1_look_up(
            arrayMap(
                root -> (root, toUInt8(1)),
                arrayDistinct(arrayMap(
                    each -> each.2,
                    arrayFilter(each -> NOT identity_rules_v1_is_to_decide(each.1) AND each.2 != each.1.2, _decisions)))),
            arrayMap(each -> (each.2, toUInt8(0)), _decisions)));

-- Those that differ from what was decided before, or are about a root that ids leave.
CREATE OR REPLACE FUNCTION identity_rules_v1_changes{{ON_CLUSTER}} AS (_decisions) ->
    arrayFilter(
        (each, is_left) ->
            is_left
            OR identity_rules_v1_is_undecided(each.1)
            OR (each.2, each.3) != (each.1.2, (each.1.3, each.1.4, each.1.5, each.1.6, each.1.7)),
        _decisions,
        identity_rules_v1_look_up(
            arrayMap(
                root -> (root, toUInt8(1)),
                arrayDistinct(arrayMap(
                    each -> each.1.2,
                    arrayFilter(each -> NOT identity_rules_v1_is_undecided(each.1) AND each.2 != each.1.2, _decisions)))),
            arrayMap(each -> (each.1.1, toUInt8(0)), _decisions)));

CREATE OR REPLACE FUNCTION resolve_identity_sql_v1{{ON_CLUSTER}} AS (_claims, _ids) ->
    CAST(
        arrayMap(
            known_ids -> arrayMap(
                sources -> arrayMap(
                    decisions -> arrayMap(
                        whole -> arrayMap(
                            change -> (
                                change.1.1,
                                event_rules_v2_uuid5(change.1.1),
                                change.2,
                                event_rules_v2_uuid5(change.2),
                                change.3.1,
                                change.3.2,
                                change.3.3,
                                change.3.4,
                                change.3.5,
                                change.1.8),
                            identity_rules_v1_changes(whole)),
                        [identity_rules_v1_whole(decisions)]),
                    [identity_rules_v1_decisions(known_ids, sources)]),
                [arrayMap(
                    claims -> identity_rules_v1_source(claims),
                    identity_rules_v1_by_source(identity_rules_v1_claims_at_hand(_claims, known_ids)))]),
            [identity_rules_v1_known_ids(_ids, _claims)])[1][1][1][1],
        'Array(Tuple(
            distinct_id String,
            own_person_id UUID,
            root String,
            person_id UUID,
            owner String,
            claimed_at DateTime64(6, \'UTC\'),
            claim_uuid UUID,
            is_identified UInt8,
            changed_at DateTime64(6, \'UTC\'),
            decided_before DateTime64(6, \'UTC\')))');
