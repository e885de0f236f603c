-- Persons are made again when something about them changed: first the ids that were touched, then their persons with all ids.
-- Both tables store nothing. Making a person again changes nothing that is right, so no turn has to know what others took.
CREATE TABLE IF NOT EXISTS {{DATABASE}}.touched_ids{{ON_CLUSTER}}
(
    own_person_id UUID,
    folded_at     DateTime64(6, 'UTC') COMMENT 'Earlier than anything that the fold reads'
)
ENGINE = Null;

CREATE TABLE IF NOT EXISTS {{DATABASE}}.persons_to_fold{{ON_CLUSTER}}
(
    person_id     UUID,
    own_person_id UUID COMMENT 'Of one of its ids: a row for each',
    root          String COMMENT 'Empty where no claim names the id',
    is_identified UInt8,
    changed_at    DateTime64(6, 'UTC'),
    folded_at     DateTime64(6, 'UTC')
)
ENGINE = Null;

-- The persons that touched ids belong to, and those that they are by themselves: it may have lost its ids just now.
CREATE MATERIALIZED VIEW IF NOT EXISTS {{DATABASE}}.mv_touched_to_persons{{ON_CLUSTER}} TO {{DATABASE}}.persons_to_fold AS
WITH persons AS
(
    SELECT own_person_id AS person_id FROM {{DATABASE}}.touched_ids
    UNION ALL
    SELECT person_id FROM {{DATABASE}}.person_ids WHERE own_person_id IN (SELECT own_person_id FROM {{DATABASE}}.touched_ids)
)
SELECT
    if(decision.decided_at > 0, decision.person_id, id.own_person_id) AS person_id,
    id.own_person_id AS own_person_id,
    decision.root AS root,
    decision.is_identified AS is_identified,
    decision.changed_at AS changed_at,
    id.folded_at AS folded_at
FROM
(
    SELECT own_person_id, max(max(folded_at)) OVER () AS folded_at
    FROM
    (
        SELECT own_person_id, folded_at FROM {{DATABASE}}.touched_ids
        UNION ALL
        SELECT own_person_id, toDateTime64(0, 6, 'UTC') AS folded_at
        FROM {{DATABASE}}.person_ids
        WHERE person_id IN (SELECT person_id FROM persons)
    )
    GROUP BY own_person_id
) AS id
LEFT JOIN
(
    SELECT own_person_id, person_id, root, is_identified, changed_at, decided_at
    FROM {{DATABASE}}.person_ids FINAL
    WHERE own_person_id IN
    (
        SELECT own_person_id FROM {{DATABASE}}.touched_ids
        UNION ALL
        SELECT own_person_id FROM {{DATABASE}}.person_ids WHERE person_id IN (SELECT person_id FROM persons)
    )
) AS decision ON decision.own_person_id = id.own_person_id
WHERE person_id IN (SELECT person_id FROM persons);

-- A changed property or decision is taken by the next two turns. Every fifteen seconds a wide turn takes the last thirty: ids that
-- only sent events, and what a slow insert or a slow turn left out.
CREATE MATERIALIZED VIEW IF NOT EXISTS {{DATABASE}}.fold_persons{{ON_CLUSTER}} REFRESH EVERY 1 SECOND APPEND TO {{DATABASE}}.touched_ids AS
WITH
    now('UTC') AS turn,
    toSecond(turn) % 15 = 0 AS is_wide,
    turn - if(is_wide, 30, 2) AS begin
SELECT own_person_id, now64(6, 'UTC') AS folded_at
FROM
(
    SELECT own_person_id FROM {{DATABASE}}.person_properties WHERE touched_at >= begin AND touched_at < turn
    UNION ALL
    SELECT own_person_id FROM {{DATABASE}}.person_ids WHERE decided_at >= begin AND decided_at < turn
    UNION ALL
    SELECT own_person_id FROM {{DATABASE}}.id_activity WHERE is_wide AND touched_at >= begin AND touched_at < turn
)
WHERE {{ON_DUTY}}
GROUP BY own_person_id;
