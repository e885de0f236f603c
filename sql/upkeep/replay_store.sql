-- Stores the rows of the stage that are missing, and lets ids be decided about. Done before anything goes, and once more after: a merge may
-- have dropped a new row for one that goes, of a copy received earlier.
INSERT INTO {{DATABASE}}.event_log ({{EVENT_COLUMNS}}, is_deleted, precedence)
SETTINGS max_partitions_per_insert_block = 0, distributed_foreground_insert = 1
SELECT {{EVENT_COLUMNS}}, is_deleted, precedence
FROM ({{CHANGED_EVENTS}})
WHERE (precedence, sipHash64(toString(({{EVENT_COLUMNS}})))) NOT IN
(
    SELECT precedence, sipHash64(toString(({{EVENT_COLUMNS}}))) FROM ({{EVENTS}})
);

INSERT INTO {{DATABASE}}.event_problems ({{PROBLEM_COLUMNS}})
SELECT {{PROBLEM_COLUMNS}}
FROM ({{CHANGED_PROBLEMS}})
WHERE sipHash64(toString(({{PROBLEM_COLUMNS}}))) NOT IN
(
    SELECT sipHash64(toString(({{PROBLEM_COLUMNS}}))) FROM ({{PROBLEMS}})
);

INSERT INTO {{DATABASE}}.claims_to_resolve ({{CLAIM_COLUMNS}}, precedence, is_again)
SELECT {{CLAIM_COLUMNS}}, precedence, is_again
FROM ({{CHANGED_CLAIMS}})
WHERE (precedence, sipHash64(toString(({{CLAIM_COLUMNS}})))) NOT IN
(
    SELECT precedence, sipHash64(toString(({{CLAIM_COLUMNS}}))) FROM ({{CLAIMS}})
);
