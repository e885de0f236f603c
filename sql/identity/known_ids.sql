-- What is known of the ids that are asked about, as udf/identity/known_ids.h.
-- A row is (id, root, owner, claimed_at, claim_uuid, is_identified, changed_at, decided_at, is_open).

CREATE OR REPLACE FUNCTION identity_rules_v1_is_undecided{{ON_CLUSTER}} AS (_row) ->
    _row.8 = toDateTime64(0, 6, 'UTC');

-- Whether to decide about the id; otherwise it keeps its root.
CREATE OR REPLACE FUNCTION identity_rules_v1_is_to_decide{{ON_CLUSTER}} AS (_row) ->
    identity_rules_v1_is_undecided(_row) OR _row.9;

-- The rows of each id, the latest one last, in a list of lists.
CREATE OR REPLACE FUNCTION identity_rules_v1_by_id{{ON_CLUSTER}} AS (_rows) ->
    arrayMap(
        sorted -> arraySplit(
            (row, id_before) -> row.1 != id_before,
            sorted,
            arrayShiftRight(arrayMap(row -> row.1, sorted), 1)),
        [arraySort(row -> (row.1, row.8, row.9, row.2, row.3, row.4, toString(row.5), row.6, row.7), _rows)])[1];

CREATE OR REPLACE FUNCTION identity_rules_v1_has_claim_in_force{{ON_CLUSTER}} AS (_row) ->
    _row.6 OR _row.7 != toDateTime64(0, 6, 'UTC');

-- An open id with a claim in force, but none among the claims given, was opened after the claims were read: it counts as not open.
CREATE OR REPLACE FUNCTION identity_rules_v1_close_unread{{ON_CLUSTER}} AS (_rows, _claims) ->
    arrayMap(
        (row, is_read) -> (
            row.1, row.2, row.3, row.4, row.5, row.6, row.7, row.8,
            toUInt8(row.9 AND (is_read OR NOT identity_rules_v1_has_claim_in_force(row)))),
        _rows,
        identity_rules_v1_look_up(
            arrayMap(source -> (source, toUInt8(1)), arrayDistinct(arrayMap(claim -> claim.2, _claims))),
            arrayMap(row -> (row.1, toUInt8(0)), _rows)));

CREATE OR REPLACE FUNCTION identity_rules_v1_known_ids{{ON_CLUSTER}} AS (_rows, _claims) ->
    identity_rules_v1_close_unread(
        arrayMap(
            rows -> rows[-1],
            arrayFilter(
                rows -> rows[-1].9 OR arrayExists(row -> identity_rules_v1_is_undecided(row), rows),
                identity_rules_v1_by_id(_rows))),
        _claims);
