-- How many properties are to be made anew.
-- Most often none: a register keeps what is later, or of one moment larger. What the rules of today say takes its place by itself, unless
-- it is earlier or smaller.
SELECT count() FROM {{DATABASE}}.replay_properties;
