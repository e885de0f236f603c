-- What differs of rejected events: those that pass are missing as events, and too many as rejected ones.
-- Their neighbours may be anything, so that nothing else is looked at.
INSERT INTO {{DATABASE}}.replay_diff (stored_in, precedence, hash, is_fresh)
SELECT 'event_log' AS stored_in, precedence, 0 AS hash, 1 AS is_fresh
FROM {{DATABASE}}.replay_stage
WHERE tupleElement(normalized, 'reject_reason') = ''
UNION ALL
SELECT
    'rejected_events' AS stored_in,
    bitNot(toUInt128(toUnixTimestamp64Micro(received_at)) * 4294967296 + seq) AS precedence,
    sipHash64(toString(({{PROBLEM_COLUMNS}}))) AS hash,
    0 AS is_fresh
FROM ({{PROBLEMS}})
WHERE is_rejected AND (received_at, batch_id, seq) IN
(
    SELECT received_at, batch_id, seq FROM {{DATABASE}}.replay_stage WHERE tupleElement(normalized, 'reject_reason') = ''
);
