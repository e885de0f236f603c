-- What differs of person properties.
-- Registers forget what they were made of: those with an operation too many are made anew.
INSERT INTO {{DATABASE}}.replay_fresh
    (own_person_id, key, last_set, last_unset, first_set_once, last_set_once, touched_at)
SELECT own_person_id, key, last_set, last_unset, first_set_once, last_set_once, touched_at
FROM ({{FRESH_PROPERTIES}});

INSERT INTO {{DATABASE}}.replay_diff (stored_in, precedence, hash, is_fresh)
SELECT DISTINCT 'person_properties' AS stored_in, precedence, 0 AS hash, is_fresh FROM ({{DIFFERENCES}});

INSERT INTO {{DATABASE}}.replay_properties (own_person_id, key)
SELECT DISTINCT own_person_id, key FROM ({{DIFFERENCES}}) WHERE NOT is_fresh;
