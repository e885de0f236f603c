-- How many raw events are not followed by an event or a rejection.
-- Those that are a copy of another event are.
SELECT count() FROM ({{INCOMPLETE}});
