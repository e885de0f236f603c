-- Whether ids wait that a replay touched.
-- See replay_announce.sql.
EXISTS TABLE {{DATABASE}}.replay_touched;
