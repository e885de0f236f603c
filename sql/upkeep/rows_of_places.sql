-- Rows of events, problems and claims in one form: where, of which raw event, and two hashes.
-- Rows with one key are of copies of one event. A problem names its raw event: it has no copies.
SELECT
    'event_log' AS stored_in,
    precedence,
    sipHash64(toString((event, distinct_id, uuid))) AS key,
    sipHash64(toString(({{EVENT_COLUMNS}}))) AS hash
FROM ({{EVENTS}})
UNION ALL
SELECT
    if(is_rejected, 'rejected_events', 'ingestion_warnings') AS stored_in,
    bitNot(toUInt128(toUnixTimestamp64Micro(received_at)) * 4294967296 + seq) AS precedence,
    hash AS key,
    sipHash64(toString(({{PROBLEM_COLUMNS}}))) AS hash
FROM ({{PROBLEMS}})
UNION ALL
SELECT
    'identity_claims' AS stored_in,
    precedence,
    sipHash64(toString((source, target, kind, uuid))) AS key,
    sipHash64(toString(({{CLAIM_COLUMNS}}))) AS hash
FROM ({{CLAIMS}})
