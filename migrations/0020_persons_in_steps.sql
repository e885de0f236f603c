-- The persons of touched ids in two steps, each with fewer subqueries than the one view before: what one step finds, the
-- next one has at hand. It costs a fifth less, with one person and with thousands.
CREATE TABLE IF NOT EXISTS {{DATABASE}}.touched_persons
(
    person_id     UUID,
    distinct_id   String COMMENT 'An id of this person that nothing was decided about; else empty',
    own_person_id UUID,
    started_at    DateTime64(6, 'UTC'),
    from_block    UInt64,
    to_block      UInt64
)
ENGINE = Null;

-- decision.person_id, not the alias of that name: only the column has the projection by_person.
CREATE MATERIALIZED VIEW IF NOT EXISTS {{DATABASE}}.mv_touched_to_persons TO {{DATABASE}}.persons_to_fold AS
SELECT
    person_id,
    groupUniqArrayIf((distinct_id, own_person_id), distinct_id != '') AS ids,
    max(started_at) AS started_at,
    max(from_block) AS from_block,
    max(to_block) AS to_block
FROM
(
    SELECT person_id, distinct_id, own_person_id, started_at, from_block, to_block
    FROM {{DATABASE}}.touched_persons
    UNION ALL
    SELECT
        joinGet('{{DATABASE}}.identity_state', 'person_id', cityHash64(distinct_id)) AS person_id,
        distinct_id,
        own_person_id,
        toDateTime64(0, 6, 'UTC') AS started_at,
        0 AS from_block,
        0 AS to_block
    FROM {{DATABASE}}.identity_decisions AS decision
    WHERE decision.person_id IN (SELECT person_id FROM {{DATABASE}}.touched_persons)
) AS member
WHERE person_id IN (SELECT person_id FROM {{DATABASE}}.touched_persons)
GROUP BY person_id;

DROP VIEW IF EXISTS {{DATABASE}}.mv_ids_to_persons;

-- The persons that an id belongs to, or belonged to.
CREATE MATERIALIZED VIEW IF NOT EXISTS {{DATABASE}}.mv_ids_to_touched_persons TO {{DATABASE}}.touched_persons AS
SELECT
    person.1 AS person_id,
    if(person.2 AND isNull(joinGetOrNull('{{DATABASE}}.identity_state', 'person_id', cityHash64(distinct_id))), distinct_id, '') AS distinct_id,
    own_person_id,
    started_at,
    from_block,
    to_block
FROM {{DATABASE}}.ids_to_fold
LEFT JOIN
(
    SELECT distinct_id, groupUniqArray(person_id) AS persons
    FROM {{DATABASE}}.identity_decisions
    WHERE distinct_id IN (SELECT distinct_id FROM {{DATABASE}}.ids_to_fold)
    GROUP BY distinct_id
) AS decided USING (distinct_id)
ARRAY JOIN arrayPushBack(arrayMap(person_id -> (person_id, 0), persons), (own_person_id, 1)) AS person;
