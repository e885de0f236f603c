-- The fold in two steps, for the same reason. It looks up the ids of the touched persons instead of reading all decisions.
CREATE TABLE IF NOT EXISTS {{DATABASE}}.ids_to_fold
(
    distinct_id   String,
    own_person_id UUID,
    started_at    DateTime64(6, 'UTC'),
    from_block    UInt64,
    to_block      UInt64
)
ENGINE = Null;

-- decision.person_id, not the alias of that name: only the column has the projection by_person.
CREATE MATERIALIZED VIEW IF NOT EXISTS {{DATABASE}}.mv_ids_to_persons TO {{DATABASE}}.persons_to_fold AS
WITH touched_persons AS
(
    SELECT own_person_id AS person_id FROM {{DATABASE}}.ids_to_fold
    UNION DISTINCT
    SELECT person_id FROM {{DATABASE}}.identity_decisions
    WHERE distinct_id IN (SELECT distinct_id FROM {{DATABASE}}.ids_to_fold)
)
SELECT
    person_id,
    groupUniqArrayIf((distinct_id, own_person_id), distinct_id != '') AS ids,
    any(run.started_at) AS started_at,
    any(run.from_block) AS from_block,
    any(run.to_block) AS to_block
FROM
(
    SELECT any(started_at) AS started_at, any(from_block) AS from_block, any(to_block) AS to_block
    FROM {{DATABASE}}.ids_to_fold
) AS run
CROSS JOIN
(
    SELECT joinGet('{{DATABASE}}.identity_state', 'person_id', cityHash64(distinct_id)) AS person_id, distinct_id, own_person_id
    FROM {{DATABASE}}.identity_decisions AS decision
    WHERE decision.person_id IN (SELECT person_id FROM touched_persons)
    UNION ALL
    SELECT own_person_id AS person_id, distinct_id, own_person_id
    FROM {{DATABASE}}.ids_to_fold
    WHERE isNull(joinGetOrNull('{{DATABASE}}.identity_state', 'person_id', cityHash64(distinct_id)))
    UNION ALL
    SELECT person_id, '' AS distinct_id, person_id AS own_person_id
    FROM touched_persons
) AS member
WHERE person_id IN (SELECT person_id FROM touched_persons)
GROUP BY person_id;

DROP VIEW IF EXISTS {{DATABASE}}.fold_persons;

CREATE MATERIALIZED VIEW IF NOT EXISTS {{DATABASE}}.fold_persons REFRESH EVERY 1 SECOND APPEND TO {{DATABASE}}.ids_to_fold AS
WITH (SELECT (started_at, from_block, to_block) FROM {{DATABASE}}.background_reach WHERE job = 'persons') AS reach
SELECT
    distinct_id,
    own_person_id,
    assumeNotNull(reach.1) AS started_at,
    assumeNotNull(reach.2) AS from_block,
    assumeNotNull(reach.3) AS to_block
FROM {{DATABASE}}.unfolded_ids;
