-- How many events stay of a person.
-- Copies of an event count once.
SELECT uniqExact(toDate(timestamp), event, uuid) FROM ({{EVENTS}});
