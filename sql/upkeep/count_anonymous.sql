-- How many events there are of the one random id.
-- Copies of an event count once.
SELECT uniqExact(toDate(timestamp), event, uuid)
FROM {{DATABASE}}.event_log
WHERE person_id IN (SELECT own_person_id_v1(anonymous_id) FROM {{DATABASE}}.anonymized_person);
