-- Makes the persons of a slice of ids again.
-- The rows are there when the statement ends.
INSERT INTO {{DATABASE}}.touched_ids (own_person_id, folded_at)
SELECT own_person_id, now64(6, 'UTC') AS folded_at FROM ({{IDS}});
