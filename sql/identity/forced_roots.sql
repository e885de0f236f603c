-- Joins persons by forced claims (docs/identity.md, rule 5), as udf/identity/person_forest.h.
-- One after the other, because the later one starts from what the earlier one left: time grows with the square of their number.

CREATE OR REPLACE FUNCTION identity_rules_v1_join_persons{{ON_CLUSTER}} AS (_persons, _source_root, _target_root) ->
    arrayMap(
        (source_root, target_root) -> arrayMap(
            person -> (person.1, if(person.2 = source_root, target_root, person.2)),
            _persons),
        [(_source_root, _target_root)])[1];

-- (root, root after all) of (root of the source, root of the target), earliest first.
CREATE OR REPLACE FUNCTION identity_rules_v1_forced_roots{{ON_CLUSTER}} AS (_joins) ->
    arrayFold(
        (persons, each) -> identity_rules_v1_join_persons(
            persons,
            arrayFirst(person -> person.1 = each.1, persons).2,
            arrayFirst(person -> person.1 = each.2, persons).2),
        _joins,
        arrayMap(
            root -> (root, root),
            arrayDistinct(arrayConcat(arrayMap(each -> each.1, _joins), arrayMap(each -> each.2, _joins)))));
