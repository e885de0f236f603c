-- How many raw events of a load are stored that it did not see through.
-- For the report of a replay.
SELECT count() FROM ({{NOTED}});
