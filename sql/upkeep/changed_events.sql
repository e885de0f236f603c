-- Staged raw events of which something is missing or too many.
-- Of rejected events those that pass.
SELECT *
FROM {{DATABASE}}.replay_stage
WHERE precedence IN (SELECT precedence FROM {{DATABASE}}.replay_diff) AND ({is_rejected:UInt8} = 0 OR tupleElement(normalized, 'reject_reason') = '')
