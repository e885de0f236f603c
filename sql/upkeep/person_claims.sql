-- The claims that name an id of a person, in the order of their time.
-- For relay person explain.
SELECT source, target, kind, refused, event, timestamp, uuid, api_key, batch_id, decided_at
FROM {{DATABASE}}.person_claims(id = {id:String});
