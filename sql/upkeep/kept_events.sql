-- The events of a person that stay when it is made anonymous.
-- What an operator said of the person is no event of theirs.
SELECT *
FROM {{DATABASE}}.event_log
WHERE person_id IN ({{IDS}}) AND dialect != 'operator' AND is_deleted = 0
