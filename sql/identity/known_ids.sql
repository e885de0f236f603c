-- What is known of the ids that are asked about, as udf/identity/known_ids.h.
-- A row is (id, root, owner, claimed_at, claim_uuid, is_identified, changed_at, decided_at, is_open).

CREATE OR REPLACE FUNCTION identity_rules_v1_is_undecided{{ON_CLUSTER}} AS (_row) ->
    _row.8 = toDateTime64(0, 6, 'UTC');

-- Whether to decide about the id; otherwise it keeps its root.
CREATE OR REPLACE FUNCTION identity_rules_v1_is_asked{{ON_CLUSTER}} AS (_row) ->
    identity_rules_v1_is_undecided(_row) OR _row.9;

-- The rows of each id, the latest one last, in a list of lists.
CREATE OR REPLACE FUNCTION identity_rules_v1_by_id{{ON_CLUSTER}} AS (_rows) ->
    arrayMap(
        sorted -> arraySplit(
            (row, id_before) -> row.1 != id_before,
            sorted,
            arrayShiftRight(arrayMap(row -> row.1, sorted), 1)),
        [arraySort(row -> (row.1, row.8, row.9, row.2, row.3, row.4, toString(row.5), row.6, row.7), _rows)])[1];

CREATE OR REPLACE FUNCTION identity_rules_v1_known_ids{{ON_CLUSTER}} AS (_rows) ->
    arrayMap(
        rows -> rows[-1],
        arrayFilter(
            rows -> rows[-1].9 OR arrayExists(row -> identity_rules_v1_is_undecided(row), rows),
            identity_rules_v1_by_id(_rows)));
