-- The raw events of erased ids: by their distinct id, by an id that they claim for somebody else, and rejected ones by any id
-- that they name. The rules say it, because one id has many spellings in JSON.
SELECT received_at, batch_id, seq
FROM
(
    SELECT
        received_at, batch_id, seq, event,
        {{NORMALIZE_EVENT}}(
            event, received_at, sent_at, fallback_uuid, dialect, sdk
        ) AS normalized
    FROM {{ALL_SHARDS}}{{DATABASE}}.raw_events{{ALL_END}}
    WHERE {{OF_DAYS}}
)
WHERE arrayExists(
    id -> id IN ({{ERASED}}),
    arrayConcat(
        [normalized.person_id],
        normalized.claims.source_person_id,
        if(normalized.reject_reason = '', [], named_ids_v1(event))))
