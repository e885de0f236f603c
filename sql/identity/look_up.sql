-- Finds values by key for a whole list at once, as a join does: sort both together, then each asker stands behind its answer.
-- A lambda that reads another list gets a copy of that list for each element, so these functions never do that.

-- The value that goes with each asked key, in their order, or the other one given for it.
-- Known: (key, value), no key twice. Asked: (key, value where it is not known).
CREATE OR REPLACE FUNCTION identity_rules_v1_look_up{{ON_CLUSTER}} AS (_known, _asked) ->
    arrayMap(
        sorted -> arrayMap(
            answer -> answer.2,
            arraySort(
                answer -> answer.1,
                arrayFilter(
                    answer -> answer.1 > 0,
                    arrayMap(
                        (each, known) -> (each.2, if((known.1, known.2) = (each.1, 0), known.3, each.3)),
                        sorted,
                        arrayFill(each -> each.2 = 0, sorted))))),
        [arraySort(
            each -> (each.1, each.2),
            arrayConcat(
                arrayMap(known -> (known.1, 0, known.2), _known),
                arrayMap((asked, place) -> (asked.1, place, asked.2), _asked, arrayEnumerate(_asked))))])[1];
