-- The ids of the person whose events are to be made anonymous, as hashes.
-- They are suppressed already.
SELECT own_person_id
FROM {{DATABASE}}.suppressed_ids
WHERE erased_with IN
(
    SELECT erased_with
    FROM {{DATABASE}}.suppressed_ids
    WHERE own_person_id IN (SELECT own_person_id FROM {{DATABASE}}.anonymized_person)
)
