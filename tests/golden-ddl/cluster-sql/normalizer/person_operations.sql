CREATE OR REPLACE FUNCTION event_rules_v1_operation_members ON CLUSTER `main` AS (_event_name, _top_level, _properties) ->
    arrayFilter(
        (rank, scope, field) -> if(_event_name IN ('$exception', '$$heatmap'), 0, field.2 != 0),
        [
            (1, 0, event_rules_v1_field(_top_level, '$set_once')),
            (1, 1, event_rules_v1_field(_properties, '$set_once')),
            (2, 0, event_rules_v1_field(_top_level, '$set')),
            (2, 1, event_rules_v1_field(_properties, '$set')),
            (3, 0, event_rules_v1_field(_top_level, '$unset')),
            (3, 1, event_rules_v1_field(_properties, '$unset'))
        ]);

CREATE OR REPLACE FUNCTION event_rules_v1_operation_entries ON CLUSTER `main` AS (_rank, _field) ->
    multiIf(
        _field.2 = 123, arrayMap(
            (name, value, offset) -> (name, if(_rank = 3, '', value)),
            event_rules_v1_members(_field.3)),
        _field.2 != 91 OR _rank != 3, [],
        arrayMap(name -> (name, ''), event_rules_v1_strings(_field.3)));

CREATE OR REPLACE FUNCTION event_rules_v1_operation_candidates ON CLUSTER `main` AS (_members) ->
    arraySort(arrayFlatten(arrayMap(
        (rank, scope, entries) -> arrayMap(
            (entry, place) -> (rank, entry.1, scope, -place, entry.2),
            entries,
            arrayEnumerate(entries)),
        arrayMap(
            (rank, scope, field) -> (rank, scope, event_rules_v1_operation_entries(rank, field)),
            _members))));

CREATE OR REPLACE FUNCTION event_rules_v1_operations ON CLUSTER `main` AS (_members) ->
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
            [event_rules_v1_operation_candidates(_members)]))[1];

CREATE OR REPLACE FUNCTION event_rules_v1_operation_warnings ON CLUSTER `main` AS (_members) ->
    arrayMap(
        rank -> ('invalid_person_operation', ['$set_once', '$set', '$unset'][rank]),
        arraySort(arrayDistinct(arrayMap(
            (rank, scope, field) -> rank,
            arrayFilter(
                (rank, scope, field) -> multiIf(
                    field.2 = 123, 0,
                    field.2 != 91 OR rank != 3, 1,
                    event_rules_v1_holds_others(field.3)),
                _members)))));
