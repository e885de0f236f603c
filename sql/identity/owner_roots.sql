-- Follows owners to the end (docs/identity.md, rule 4), as udf/identity/owner_roots.h.
-- Every step doubles what it has seen of each path, so the longest chain of a million ids needs twenty.

-- Of (id, hop, least): hop is where the path from id has come, and least the smallest id before that.
CREATE OR REPLACE FUNCTION identity_rules_v1_double_paths{{ON_CLUSTER}} AS (_paths) ->
    arrayMap(
        (path, next) -> (path.1, if(next.1 = '', path.2, next.1), least(path.3, next.2)),
        _paths,
        identity_rules_v1_look_up(
            arrayMap(path -> (path.1, (path.2, path.3)), _paths),
            arrayMap(path -> (path.2, ('', path.3)), _paths)));

-- (id, root) of (id, owner). Only an id whose owner has one, too, is on a path that goes on.
CREATE OR REPLACE FUNCTION identity_rules_v1_owner_roots{{ON_CLUSTER}} AS (_owned) ->
    arrayMap(
        (near, paths) -> arrayConcat(
            near,
            arrayMap(
                (path, root) -> (path.1, root),
                paths,
                identity_rules_v1_look_up(
                    arrayConcat(near, arrayMap(path -> (path.1, path.3), paths)),
                    arrayMap(path -> (path.2, ''), paths)))),
        arrayMap(
            (near, chained) -> (
                near,
                arrayFold(
                    (paths, step) -> identity_rules_v1_double_paths(paths),
                    range(if(empty(chained), 0, toUInt64(ceil(log2(length(chained)))))),
                    chained)),
            arrayMap(
                (owned, owners) -> (
                    arrayFilter((each, owner) -> owner = '', owned, owners),
                    arrayMap(each -> (each.1, each.2, each.1), arrayFilter((each, owner) -> owner != '', owned, owners))),
                arrayMap(
                    owned -> (owned, identity_rules_v1_look_up(owned, arrayMap(each -> (each.2, ''), owned))),
                    [_owned]))))[1];
