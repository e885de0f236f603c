-- What is known of the two ids that an operator speaks of: whether each is known, whether they are one person, whether nothing is
-- left that the source claims of the target (of any, where there is none), and a time and a uuid for what the operator says.
-- The time is later than all that the source claimed: the clock of a client may be ahead.
WITH
    known AS
    (
        SELECT distinct_id, person_id
        FROM {{DATABASE}}.person_distinct_ids
        WHERE distinct_id IN ({source:String}, {target:String})
    ),
    (
        SELECT groupArray((target, timestamp))
        FROM {{DATABASE}}.identity_claims FINAL
        WHERE source = {source:String} AND kind = 'split'
    ) AS splits
SELECT
    {source:String} IN (SELECT distinct_id FROM known) AS is_source_known,
    {target:String} IN (SELECT distinct_id FROM known) AS is_target_known,
    (SELECT uniqExact(person_id) FROM known) = 1 AS is_one_person,
    (
        SELECT count()
        FROM {{DATABASE}}.identity_claims AS claim FINAL
        WHERE source = {source:String}
            AND kind IN ('plain', 'forced')
            AND refused = ''
            AND {target:String} IN ('', target)
            AND NOT arrayExists(split -> split.1 IN ('', claim.target) AND split.2 >= claim.timestamp, splits)
    ) = 0 AS is_split,
    greatest(
        now64(6, 'UTC'),
        (
            SELECT max(timestamp) + toIntervalMicrosecond(1)
            FROM {{DATABASE}}.identity_claims
            WHERE source = {source:String} AND refused = ''
        )) AS timestamp,
    generateUUIDv7() AS uuid;
