-- Makes properties anew that hold an operation which no raw event says any more: from all raw events that are kept of their ids.
-- What is to be is stored before what is goes, so that a cut is completed without raw events, too.
INSERT INTO {{DATABASE}}.replay_properties
SELECT *
FROM {{DATABASE}}.replay_fresh
WHERE (own_person_id, key) IN (SELECT own_person_id, key FROM {{DATABASE}}.replay_properties);

INSERT INTO {{DATABASE}}.replay_properties
    (own_person_id, key, last_set, last_unset, first_set_once, last_set_once, touched_at)
SELECT own_person_id, key, last_set, last_unset, first_set_once, last_set_once, touched_at
FROM ({{KEPT_PROPERTIES}})
WHERE (own_person_id, key) IN (SELECT own_person_id, key FROM {{DATABASE}}.replay_properties);

DELETE FROM {{DATABASE}}.person_properties{{ON_CLUSTER}}
WHERE (own_person_id, key) IN (SELECT own_person_id, key FROM {{DATABASE}}.replay_properties);

INSERT INTO {{DATABASE}}.replay_properties
    (own_person_id, key, last_set, last_unset, first_set_once, last_set_once, touched_at)
SELECT own_person_id, key, last_set, last_unset, first_set_once, last_set_once, touched_at
FROM ({{RECENT_PROPERTIES}})
WHERE (own_person_id, key) IN (SELECT own_person_id, key FROM {{DATABASE}}.replay_properties);

-- An operation that was found twice takes one place of the 32. A property that nothing says any more has no row.
INSERT INTO {{DATABASE}}.person_properties
    (own_person_id, key, last_set, last_unset, first_set_once, last_set_once, touched_at)
SELECT
    own_person_id,
    key,
    max(last_set) AS set,
    max(last_unset) AS unset,
    arrayReduce('groupArraySortedState(32)', arrayDistinct(groupArraySortedMerge(32)(first_set_once))),
    max(last_set_once) AS set_once,
    now('UTC')
FROM {{DATABASE}}.replay_properties
GROUP BY own_person_id, key
HAVING set.3 != 0 OR unset.3 != 0 OR set_once.3 != 0;
