-- Staged raw events that say an operation which a person property lacks.
-- An operation that is stored twice takes two places of the 32 that are kept.
SELECT *
FROM ({{CHANGED}})
WHERE {is_rejected:UInt8} = 1 OR precedence IN
(
    SELECT precedence FROM {{DATABASE}}.replay_diff WHERE stored_in = 'person_properties' AND is_fresh
)
