-- Applies the event rules to every raw event, by the function that NORMALIZER chooses.
-- Begins as a view of nothing, so that its query stands here once, and changes without a moment without a view.
-- An answer of another version is not believed, whatever it says: the insert fails, and is sent again.
-- Events of erased ids go nowhere: they wait in raw_events for relay person erase --pending.
-- In a subquery, because each use of the function in SQL would be analyzed anew, which takes longer than the rows.
CREATE MATERIALIZED VIEW IF NOT EXISTS {{DATABASE}}.mv_raw_to_normalized{{ON_CLUSTER}} TO {{DATABASE}}.normalized_events AS
SELECT batch_id FROM {{DATABASE}}.raw_events WHERE 0;

ALTER TABLE {{DATABASE}}.mv_raw_to_normalized{{ON_CLUSTER}} MODIFY QUERY
SELECT
    batch_id,
    seq,
    received_at,
    api_key,
    origin,
    ip,
    user_agent,
    sent_at,
    dialect,
    sdk,
    fallback_uuid,
    raw_event,
    precedence,
    0 AS is_logged,
    arrayFilter(id -> id IN (SELECT own_person_id FROM {{DATABASE}}.suppressed_ids), tupleElement(tupleElement(normalized, 'claims'), 'source_person_id')) AS erased_sources,
    normalized
FROM
(
    SELECT
        batch_id,
        seq,
        received_at,
        api_key,
        origin,
        ip,
        user_agent,
        sent_at,
        dialect,
        sdk,
        fallback_uuid,
        event AS raw_event,
        bitNot(toUInt128(toUnixTimestamp64Micro(received_at)) * 4294967296 + seq) AS precedence,
        {{NORMALIZE_EVENT}}(event, received_at, sent_at, fallback_uuid, dialect, sdk) AS normalized
    FROM {{DATABASE}}.raw_events
)
WHERE NOT throwIf(tupleElement(normalized, 'rules_version') != {{EVENT_RULES_VERSION}}, 'the normalizer answers by other rules')
    AND tupleElement(normalized, 'person_id') NOT IN (SELECT own_person_id FROM {{DATABASE}}.suppressed_ids);
