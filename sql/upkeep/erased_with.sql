-- With which person an id was erased; empty where it was not.
-- Ids of one person return together.
SELECT toString(erased_with) FROM {{DATABASE}}.suppressed_ids WHERE own_person_id = {own_person_id:UUID} LIMIT 1;
