-- How many events there are in the database of the test event.
-- Through the view that users query, with the look-up of the person.
SELECT count() FROM {{DATABASE}}.events WHERE event = 'doctor' AND person_id = (SELECT person_id FROM {{DATABASE}}.person_distinct_ids WHERE distinct_id = 'doctor');
