-- Merges of more parts at a time: a row is merged less often in its life, for some more parts that stay.
-- Hardly anyone reads raw events, so they may stay in more parts than the events that queries read.
ALTER TABLE {{DATABASE}}.raw_events MODIFY SETTING merge_selector_base = 20;

ALTER TABLE {{DATABASE}}.event_log MODIFY SETTING merge_selector_base = 10;
