-- The ids of one person, before they are suppressed.
-- For counting what would go.
SELECT own_person_id FROM ({{IDS}})
