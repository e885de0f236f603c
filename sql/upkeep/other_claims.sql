-- Stored copies of the staged claims that are of other raw events.
-- Of copies the first received counts.
SELECT *
FROM {{DATABASE}}.identity_claims
WHERE uuid IN (SELECT tupleElement(normalized, 'uuid') FROM {{DATABASE}}.replay_stage)
    AND precedence NOT IN (SELECT precedence FROM {{DATABASE}}.replay_stage)
