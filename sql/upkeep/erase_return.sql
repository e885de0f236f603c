-- Lets the ids of an erased person come back: what comes of them from now on is stored again.
-- The hashes go for good, too.
ALTER TABLE {{DATABASE}}.suppressed_ids{{ON_CLUSTER}} DELETE WHERE erased_with = {person_id:UUID} SETTINGS mutations_sync = 2;
