CREATE OR REPLACE FUNCTION identity_rules_v1_ids ON CLUSTER `main` AS (_claims) ->
    arraySort(arrayDistinct(arrayConcat(arrayMap(claim -> claim.2, _claims), arrayMap(claim -> claim.3, _claims))));

CREATE OR REPLACE FUNCTION identity_rules_v1_joins ON CLUSTER `main` AS (_forced, _roots) ->
    arrayFilter(
        each -> each.1 != each.2,
        arrayMap(
            claims -> arrayZip(
                identity_rules_v1_look_up(_roots, arrayMap(claim -> (claim.2, claim.2), claims)),
                identity_rules_v1_look_up(_roots, arrayMap(claim -> (claim.3, claim.3), claims))),
            [arraySort(claim -> (claim.4, toString(claim.5), claim.2, claim.3), _forced)])[1]);

CREATE OR REPLACE FUNCTION identity_rules_v1_roots ON CLUSTER `main` AS (_ids, _sources) ->
    arrayMap(
        roots -> arrayMap(
            owner_roots -> identity_rules_v1_look_up(
                identity_rules_v1_forced_roots(identity_rules_v1_joins(
                    arrayFlatten(arrayMap(source -> source.7, _sources)),
                    roots)),
                arrayMap(root -> (root, root), owner_roots)),
            [identity_rules_v1_look_up(roots, arrayMap(id -> (id, id), _ids))]),
        [identity_rules_v1_owner_roots(arrayMap(
            source -> (source.1, source.3),
            arrayFilter(source -> source.3 != '', _sources)))])[1][1];

CREATE OR REPLACE FUNCTION resolve_identity_sql_v1 ON CLUSTER `main` AS (_claims) ->
    arrayMap(
        (ids, sources) -> arrayMap(
            (id, root, own) -> (
                id,
                event_rules_v1_uuid5(id),
                event_rules_v1_uuid5(root),
                own.2,
                own.3,
                own.4,
                own.1,
                own.5),
            ids,
            identity_rules_v1_roots(ids, sources),
            identity_rules_v1_look_up(
                arrayMap(source -> (source.1, (source.2, source.3, source.4, source.5, source.6)), sources),
                arrayMap(id -> (id, (
                    0,
                    '',
                    toDateTime64(0, 6, 'UTC'),
                    toUUID('00000000-0000-0000-0000-000000000000'),
                    CAST([], 'Array(Tuple(String, String, UUID, String))'))), ids))),
        [(
            identity_rules_v1_ids(_claims),
            arrayMap(
                claims -> identity_rules_v1_source(claims),
                identity_rules_v1_by_source(identity_rules_v1_judged(_claims)))
        )])[1];
