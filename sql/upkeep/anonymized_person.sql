-- The person whose events are to be made anonymous, by the hash of one id.
-- No row where the note was cut short.
SELECT toString(own_person_id) FROM {{DATABASE}}.anonymized_person;
