-- Forgets the places of an earlier pass.
-- Its DELETEs are over.
TRUNCATE TABLE {{DATABASE}}.erased_raw{{ON_CLUSTER}};
