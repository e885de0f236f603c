-- Takes away the rows that no raw event makes any more.
-- By what they hold, so that rows that are stored meanwhile stay.
DELETE FROM {{DATABASE}}.event_log{{LOCAL}}{{ON_CLUSTER}}
WHERE inserted_at BETWEEN (SELECT min(received_at) FROM {{DATABASE}}.replay_stage) AND (SELECT max(received_at) FROM {{DATABASE}}.replay_stage)
    AND (precedence, sipHash64(toString(({{EVENT_COLUMNS}})))) IN
    (
        SELECT precedence, hash FROM {{DATABASE}}.replay_diff WHERE stored_in = 'event_log' AND NOT is_fresh
    );

DELETE FROM {{DATABASE}}.identity_claims{{ON_CLUSTER}}
WHERE (precedence, sipHash64(toString(({{CLAIM_COLUMNS}})))) IN
(
    SELECT precedence, hash FROM {{DATABASE}}.replay_diff WHERE stored_in = 'identity_claims' AND NOT is_fresh
);

DELETE FROM {{DATABASE}}.event_problems{{ON_CLUSTER}}
WHERE (received_at, batch_id, seq) IN (SELECT received_at, batch_id, seq FROM {{DATABASE}}.replay_stage)
    AND sipHash64(toString(({{PROBLEM_COLUMNS}}))) IN
    (
        SELECT hash FROM {{DATABASE}}.replay_diff WHERE stored_in IN ('rejected_events', 'ingestion_warnings') AND NOT is_fresh
    );
