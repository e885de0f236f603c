-- How many raw events are not followed by an event or a rejection.
-- Copies of another event count as followed.
SELECT count() FROM ({{INCOMPLETE}});
