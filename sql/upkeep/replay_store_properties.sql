-- Stores the operations of the stage that person properties lack.
-- Registers take them in any order.
INSERT INTO {{DATABASE}}.person_properties
    (own_person_id, key, last_set, last_unset, first_set_once, last_set_once, touched_at)
SELECT own_person_id, key, last_set, last_unset, first_set_once, last_set_once, touched_at
FROM ({{LACKING_PROPERTIES}});
