-- Stored rows of identity_claims whose raw event is in the stage.
-- Claims are few.
SELECT * FROM {{DATABASE}}.identity_claims WHERE precedence IN (SELECT precedence FROM {{DATABASE}}.replay_stage)
