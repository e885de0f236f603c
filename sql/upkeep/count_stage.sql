-- How many raw events are staged, and of how many something differs.
-- For the report of a replay.
SELECT (SELECT count() FROM {{DATABASE}}.replay_stage), (SELECT count() FROM ({{CHANGED}}));
