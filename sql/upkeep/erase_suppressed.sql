-- The ids whose rows go.
-- Also those that were erased before: their events may have come since.
SELECT own_person_id FROM {{DATABASE}}.suppressed_ids
