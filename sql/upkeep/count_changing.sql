-- How many notes there are of a change that was cut short.
-- Without a note the change had not begun.
SELECT count() FROM {{DATABASE}}.replay_changing;
