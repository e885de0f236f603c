-- How many properties are to be made anew.
-- Most often none: a new value of an operation takes the place of the old one when it is larger, or later.
SELECT count() FROM {{DATABASE}}.replay_properties;
