-- Suppresses ids: from now on what comes of them is stored in raw_events alone.
-- Before anything is deleted, so that all else follows from it, also after a kill.
INSERT INTO {{DATABASE}}.suppressed_ids (own_person_id, erased_with, erased_at)
SELECT own_person_id, person_id, now64(6, 'UTC')
FROM ({{IDS}})
WHERE own_person_id NOT IN (SELECT own_person_id FROM {{DATABASE}}.suppressed_ids);
