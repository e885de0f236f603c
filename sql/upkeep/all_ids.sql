-- A slice of all ids that any table knows.
-- By hash, so that slices are of about one size and need no bookkeeping.
SELECT own_person_id
FROM
(
    SELECT own_person_id FROM {{DATABASE}}.id_activity
    UNION ALL
    SELECT own_person_id FROM {{DATABASE}}.person_ids
    UNION ALL
    SELECT own_person_id FROM {{DATABASE}}.person_properties
    UNION ALL
    SELECT arrayJoin([source_person_id, target_person_id]) AS own_person_id FROM {{DATABASE}}.identity_claims
)
WHERE cityHash64(own_person_id) % {slices:UInt64} = {slice:UInt64}
GROUP BY own_person_id
