-- Stores once more, after the DELETE, what a merge before it may have left out for a row that is gone: a copy that came earlier.
-- Only rows of which copies make one.
INSERT INTO {{DATABASE}}.event_log ({{EVENT_COLUMNS}}, is_deleted, precedence)
SETTINGS max_partitions_per_insert_block = 0, distributed_foreground_insert = 1
SELECT {{EVENT_COLUMNS}}, is_deleted, precedence
FROM ({{FRESH_EVENTS}})
WHERE precedence IN (SELECT precedence FROM {{DATABASE}}.replay_diff);

INSERT INTO {{DATABASE}}.claims_to_resolve ({{CLAIM_COLUMNS}}, precedence, is_again)
SELECT {{CLAIM_COLUMNS}}, precedence, is_again
FROM ({{FRESH_CLAIMS}})
WHERE precedence IN (SELECT precedence FROM {{DATABASE}}.replay_diff);
