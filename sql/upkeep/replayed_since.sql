-- When a replay began to touch ids.
-- Its decisions are told from those before by their time.
SELECT toString(min(touched_at)) FROM {{DATABASE}}.replay_touched;
