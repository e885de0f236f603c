-- A slice of the ids that a replay touched.
-- By hash, as all_ids.sql.
SELECT DISTINCT own_person_id
FROM {{DATABASE}}.replay_touched
WHERE cityHash64(own_person_id) % {slices:UInt64} = {slice:UInt64}
