-- How many notes there are of a load.
-- Each is of rows that may be stored only in part.
SELECT count() FROM {{DATABASE}}.replay_loading;
