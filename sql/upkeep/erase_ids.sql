-- The ids of the person of one id, all as hashes, with the person.
-- The id itself is one of them, though nothing was decided about it.
WITH
    {own_person_id:UUID} AS id,
    (SELECT argMax(person_id, decided_at) FROM {{DATABASE}}.person_ids WHERE own_person_id = id) AS decided,
    if(decided = toUUID('00000000-0000-0000-0000-000000000000'), id, decided) AS person
SELECT own_person_id, person_id
FROM {{DATABASE}}.person_ids FINAL
WHERE own_person_id IN (SELECT own_person_id FROM {{DATABASE}}.person_ids WHERE person_id = person) AND person_id = person
UNION DISTINCT
SELECT id AS own_person_id, person AS person_id
