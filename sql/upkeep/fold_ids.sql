-- Makes the persons of a slice of ids again, whenever they were made last.
-- The rows are there when the statement ends.
INSERT INTO {{DATABASE}}.touched_ids (own_person_id, is_changed, stored_by, folded_at)
SELECT own_person_id, 1 AS is_changed, now64(6, 'UTC') AS stored_by, stored_by AS folded_at FROM ({{IDS}});
