-- Makes the times of a slice of touched ids again from their events.
-- Of an insert that is under way, longer than a minute after the event was received, the times may be missing.
DELETE FROM {{DATABASE}}.id_activity{{ON_CLUSTER}} WHERE own_person_id IN ({{IDS}});

INSERT INTO {{DATABASE}}.id_activity (own_person_id, distinct_id, first_seen_at, last_seen_at, touched_at)
SELECT person_id, any(distinct_id), min(timestamp), max(timestamp), now('UTC')
FROM {{DATABASE}}.event_log
WHERE distinct_id IN
(
    SELECT distinct_id
    FROM {{DATABASE}}.replay_touched
    WHERE cityHash64(own_person_id) % {slices:UInt64} = {slice:UInt64}
) AND event != '$groupidentify' AND dialect != 'operator'
GROUP BY person_id;

INSERT INTO {{DATABASE}}.id_activity (own_person_id, distinct_id, first_seen_at, last_seen_at, touched_at)
SELECT own_person_id, distinct_id, first_seen_at, last_seen_at, touched_at
FROM ({{RECENT_ACTIVITY}})
WHERE own_person_id IN ({{IDS}});
