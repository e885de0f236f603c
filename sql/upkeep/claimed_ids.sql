-- A slice of the ids that an operator speaks of, and of the roots of their persons, before and after: all that the claims of these
-- ids decide about. By hash, as all_ids.sql.
SELECT own_person_id
FROM {{DATABASE}}.person_ids
WHERE cityHash64(own_person_id) % {slices:UInt64} = {slice:UInt64}
    AND (
        distinct_id IN ({source:String}, {target:String})
        OR own_person_id IN
        (
            SELECT person_id FROM {{DATABASE}}.person_ids WHERE distinct_id IN ({source:String}, {target:String})
        )
        OR decided_at >= {since:DateTime64(6, 'UTC')} AND own_person_id = person_id)
GROUP BY own_person_id
