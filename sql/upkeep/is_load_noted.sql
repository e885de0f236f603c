-- Whether there are notes of a load.
-- Without the table there are none.
EXISTS TABLE {{DATABASE}}.replay_loading;
