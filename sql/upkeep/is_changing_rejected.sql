-- Whether the change that was cut short is of rejected events.
-- A stage does not tell it.
SELECT max(is_rejected) FROM {{DATABASE}}.replay_changing;
