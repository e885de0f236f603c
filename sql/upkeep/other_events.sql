-- Stored copies of the staged events that are of other raw events.
-- Of copies the first received counts.
SELECT *
FROM {{DATABASE}}.event_log
WHERE uuid IN (SELECT tupleElement(normalized, 'uuid') FROM {{DATABASE}}.replay_stage)
    AND precedence NOT IN (SELECT precedence FROM {{DATABASE}}.replay_stage)
