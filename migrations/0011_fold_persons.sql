-- Persons are made again when something about them changed: first the ids that were touched, then their persons with all ids.
-- Both tables store nothing. Making a person again changes nothing that is right, so no turn has to know what others took.
CREATE TABLE IF NOT EXISTS {{DATABASE}}.touched_ids{{ON_CLUSTER}}
(
    own_person_id UUID,
    is_changed    UInt8 COMMENT 'Its properties or its person; otherwise only its times, which matter to stored persons alone',
    stored_by     DateTime64(6, 'UTC') COMMENT 'The change was stored by then: a person that was folded later has it',
    folded_at     DateTime64(6, 'UTC') COMMENT 'Earlier than anything that the fold reads'
)
ENGINE = Null;

CREATE TABLE IF NOT EXISTS {{DATABASE}}.persons_to_fold{{ON_CLUSTER}}
(
    person_id      UUID,
    own_person_ids Array(UUID) COMMENT 'Of all its ids',
    root           String COMMENT 'Empty where no claim names the id',
    is_identified  UInt8,
    changed_at     DateTime64(6, 'UTC'),
    folded_at      DateTime64(6, 'UTC')
)
ENGINE = Null;

-- The persons to make again: that each touched id belongs to, and that is named after the id, which may have lost it just now. Left out
-- are persons that were made since the change, and, where only times changed, persons that are not stored.
CREATE MATERIALIZED VIEW IF NOT EXISTS {{DATABASE}}.mv_touched_to_persons{{ON_CLUSTER}} TO {{DATABASE}}.persons_to_fold AS
WITH
    toDateTime64(0, 6, 'UTC') AS never,
    toUUID('00000000-0000-0000-0000-000000000000') AS nil,
    touched_persons AS
    (
        SELECT
            arrayJoin([touched.own_person_id, if(id.person_id = nil, touched.own_person_id, id.person_id)]) AS person_id,
            touched.is_changed AS is_changed,
            touched.stored_by AS stored_by,
            touched.folded_at AS folded_at
        FROM {{DATABASE}}.touched_ids AS touched
        LEFT JOIN
        (
            SELECT own_person_id, person_id
            FROM {{DATABASE}}.person_ids
            WHERE own_person_id IN (SELECT own_person_id FROM {{DATABASE}}.touched_ids)
        ) AS id ON id.own_person_id = touched.own_person_id
    ),
    persons AS
    (
        SELECT person_id, max(folded_at) AS folded_at
        FROM
        (
            SELECT person_id, is_changed, stored_by, folded_at, never AS folded_before FROM touched_persons
            UNION ALL
            SELECT id, 0, never, never, folded_at
            FROM {{DATABASE}}.person_rows
            WHERE id IN (SELECT person_id FROM touched_persons)
        )
        GROUP BY person_id
        HAVING max(folded_before) < max(stored_by) AND (max(is_changed) OR max(folded_before) > never)
    ),
    -- The latest decision about each id that belongs or belonged to one of these persons. A person's own id without one is its own.
    decisions AS
    (
        SELECT
            own_person_id,
            argMax((person_id, root, is_identified, changed_at), decided_at) AS decision,
            max(folded_at) AS due_at
        FROM
        (
            SELECT person_id AS own_person_id, person_id, '' AS root, 0 AS is_identified, never AS changed_at, never AS decided_at, folded_at
            FROM persons
            UNION ALL
            SELECT own_person_id, person_id, root, is_identified, changed_at, decided_at, never AS folded_at
            FROM {{DATABASE}}.person_ids
            WHERE own_person_id IN
            (
                SELECT person_id FROM persons
                UNION ALL
                SELECT own_person_id FROM {{DATABASE}}.person_ids WHERE person_id IN (SELECT person_id FROM persons)
            )
        )
        GROUP BY own_person_id
    )
SELECT
    tupleElement(member.2, 1) AS person_id,
    groupArrayIf(member.1, member.1 != nil) AS own_person_ids,
    max(tupleElement(member.2, 2)) AS root,
    max(tupleElement(member.2, 3)) AS is_identified,
    max(tupleElement(member.2, 4)) AS changed_at,
    max(member.3) AS folded_at
FROM
(
    -- An id that belongs to another person is no member of the person named after it, which is made again all the same: nil, no member.
    SELECT arrayJoin(if(
        decision.1 = own_person_id,
        [(own_person_id, decision, due_at)],
        [(own_person_id, decision, never), (nil, (own_person_id, '', 0, never), due_at)])) AS member
    FROM decisions
)
GROUP BY person_id
HAVING folded_at > never;

-- The value of a key: its latest $set later than the last $unset, else its earliest $set_once later than that. Within one
-- event an $unset comes last, so that what has the same time and uuid is unset.
CREATE MATERIALIZED VIEW IF NOT EXISTS {{DATABASE}}.mv_persons_to_rows{{ON_CLUSTER}} TO {{DATABASE}}.person_rows AS
WITH
    members AS
    (
        SELECT person_id, arrayJoin(own_person_ids) AS own_person_id FROM {{DATABASE}}.persons_to_fold
    ),
    registers AS
    (
        SELECT
            member.person_id AS person_id,
            property.key AS key,
            max(property.last_set) AS last_set,
            max(property.last_unset) AS last_unset,
            groupArraySortedMerge(32)(property.first_set_once) AS first_set_once,
            max(property.last_set_once) AS last_set_once
        FROM {{DATABASE}}.person_properties AS property
        INNER JOIN members AS member ON member.own_person_id = property.own_person_id
        WHERE property.own_person_id IN (SELECT own_person_id FROM members)
        GROUP BY person_id, key
    ),
    folded AS
    (
        SELECT
            person_id,
            key,
            greatest(last_set.1, last_unset.1, last_set_once.1) AS changed_at,
            arrayFirst(
                operation -> (operation.1, operation.2) > (last_unset.1, last_unset.2),
                arrayConcat(first_set_once, [(last_set_once.1, last_set_once.2, toUInt128(0), last_set_once.4)])
            ).4 AS set_once_value,
            if((last_set.1, last_set.2) > (last_unset.1, last_unset.2), last_set.4, set_once_value) AS value
        FROM registers
    ),
    properties AS
    (
        SELECT
            person_id,
            concat('{', arrayStringConcat(arrayMap(
                pair -> concat(toJSONString(pair.1), ':', pair.2),
                arraySort(groupArrayIf((key, value), value != ''))
            ), ','), '}') AS json,
            max(changed_at) AS changed_at
        FROM folded
        GROUP BY person_id
    ),
    seen AS
    (
        SELECT
            member.person_id AS person_id,
            anyIf(activity.distinct_id, activity.own_person_id = member.person_id) AS distinct_id,
            min(activity.first_seen_at) AS created_at,
            max(activity.last_seen_at) AS last_seen_at
        FROM {{DATABASE}}.id_activity AS activity
        INNER JOIN members AS member ON member.own_person_id = activity.own_person_id
        WHERE activity.own_person_id IN (SELECT own_person_id FROM members)
        GROUP BY person_id
    )
SELECT
    person.person_id AS id,
    if(person.root = '', seen.distinct_id, person.root) AS distinct_id,
    if(properties.json = '', '{}', properties.json) AS properties,
    seen.created_at AS created_at,
    greatest(properties.changed_at, person.changed_at, created_at) AS updated_at,
    seen.last_seen_at AS last_seen_at,
    person.is_identified AS is_identified,
    properties.json = '' AND NOT person.is_identified AS is_deleted,
    person.folded_at AS folded_at
FROM {{DATABASE}}.persons_to_fold AS person
LEFT JOIN properties ON properties.person_id = person.person_id
LEFT JOIN seen ON seen.person_id = person.person_id
WHERE NOT is_deleted OR id IN
(
    SELECT id FROM {{DATABASE}}.person_rows WHERE id IN (SELECT person_id FROM {{DATABASE}}.persons_to_fold)
)
SETTINGS join_use_nulls = 0;

-- A changed property or person is taken once it is half a second old, by two turns; the second skips it unless the first was too early.
-- Every 15 s a wide turn takes the last minute: ids that only sent events, and slow inserts. Every hour it takes two hours, and after a
-- start the last rows before it, for missed turns.
CREATE MATERIALIZED VIEW IF NOT EXISTS {{DATABASE}}.fold_persons{{ON_CLUSTER}} REFRESH EVERY 1 SECOND APPEND TO {{DATABASE}}.touched_ids AS
WITH
    now64(6, 'UTC') AS turn,
    toSecond(turn) % 15 = 0 AS is_wide,
    toIntervalMillisecond(if(is_wide, 15000, 500)) AS lag,
    toIntervalMillisecond(multiIf(is_wide AND toMinute(turn) = 0, 7200000, is_wide, 75000, 2500)) AS reach,
    turn - toIntervalSecond(uptime()) AS started_at,
    if(
        is_wide AND uptime() < 60,
        (SELECT if(count() = 0, turn, max(touched_at)) FROM {{DATABASE}}.id_activity WHERE uptime() < 60 AND touched_at < started_at),
        turn
    ) - reach AS begin
SELECT own_person_id, max(is_change) AS is_changed, max(touched_at) + lag AS stored_by, turn AS folded_at
FROM
(
    SELECT own_person_id, 1 AS is_change, touched_at FROM {{DATABASE}}.person_properties WHERE touched_at >= begin AND touched_at < turn - lag
    UNION ALL
    SELECT own_person_id, 1, decided_at FROM {{DATABASE}}.person_ids WHERE decided_at >= begin AND decided_at < turn - lag
    UNION ALL
    SELECT own_person_id, 0, touched_at FROM {{DATABASE}}.id_activity WHERE is_wide AND touched_at >= begin AND touched_at < turn - lag
)
WHERE {{ON_DUTY}}
GROUP BY own_person_id;
