-- The person operations of an event, as udf/event_rules/person_operations.h.
-- Of each key at most one of each kind: what is further out, and then what comes last, counts.

-- The members that hold operations: (rank, scope, field). Ranks: 1 is $set_once, 2 $set, 3 $unset; scopes: 0 is the top
-- level, 1 the properties.
CREATE OR REPLACE FUNCTION event_rules_v2_operation_members{{ON_CLUSTER}} AS (_event_name, _top_level, _properties) ->
    arrayFilter(
        (rank, scope, field) -> if(_event_name IN ('$exception', '$$heatmap', '$groupidentify'), 0, field.2 != 0),
        [
            (1, 0, event_rules_v2_field(_top_level, '$set_once')),
            (1, 1, event_rules_v2_field(_properties, '$set_once')),
            (2, 0, event_rules_v2_field(_top_level, '$set')),
            (2, 1, event_rules_v2_field(_properties, '$set')),
            (3, 0, event_rules_v2_field(_top_level, '$unset')),
            (3, 1, event_rules_v2_field(_properties, '$unset'))
        ]);

-- What such a member holds: (key, value).
CREATE OR REPLACE FUNCTION event_rules_v2_operation_entries{{ON_CLUSTER}} AS (_rank, _field) ->
    multiIf(
        _field.2 = 123, arrayMap(
            (name, value, offset, literal) -> (name, if(_rank = 3, '', value)),
            event_rules_v2_members(_field.3)),
        _field.2 != 91 OR _rank != 3, [],
        arrayMap(name -> (name, ''), event_rules_v2_strings(_field.3)));

-- (rank, key, scope, place from behind, value) in the order in which they count: of one key the top level first, and there
-- the last one received. Names and values as they are stored.
CREATE OR REPLACE FUNCTION event_rules_v2_operation_candidates{{ON_CLUSTER}} AS (_members, _is_odd) ->
    arraySort(arrayFlatten(arrayMap(
        (rank, scope, entries) -> arrayMap(
            (entry, place) -> (
                rank,
                event_rules_v2_valid_utf8(entry.1),
                scope,
                -place,
                if(_is_odd, event_rules_v2_repair(entry.2).2, entry.2)),
            entries,
            arrayEnumerate(entries)),
        arrayMap(
            (rank, scope, field) -> (rank, scope, event_rules_v2_operation_entries(rank, field)),
            _members))));

-- (kind, key, value) of each key. A null in $set_once leaves the key to the other scope.
CREATE OR REPLACE FUNCTION event_rules_v2_operations{{ON_CLUSTER}} AS (_members, _is_odd) ->
    arrayMap(
        counting -> arrayMap(
            candidate -> (['set_once', 'set', 'unset'][candidate.1], candidate.2, candidate.5),
            arrayFilter(
                (candidate, before) -> candidate.1 != before.1 OR candidate.2 != before.2,
                counting,
                arrayShiftRight(counting, 1))),
        arrayMap(
            candidates -> arrayFilter(
                (candidate, before) -> if(
                    candidate.1 != before.1 OR candidate.2 != before.2 OR candidate.3 != before.3,
                    candidate.1 != 1 OR candidate.5 != 'null',
                    0),
                candidates,
                arrayShiftRight(candidates, 1)),
            [event_rules_v2_operation_candidates(_members, _is_odd)]))[1];

-- One warning for each rank with a member that holds no operations.
CREATE OR REPLACE FUNCTION event_rules_v2_operation_warnings{{ON_CLUSTER}} AS (_members) ->
    arrayMap(
        rank -> ('invalid_person_operation', ['$set_once', '$set', '$unset'][rank]),
        arraySort(arrayDistinct(arrayMap(
            (rank, scope, field) -> rank,
            arrayFilter(
                (rank, scope, field) -> multiIf(
                    field.2 = 123, 0,
                    field.2 != 91 OR rank != 3, 1,
                    event_rules_v2_holds_others(field.3)),
                _members)))));
