-- Events received from a time on, rejected ones too, earliest first; an empty filter leaves all.
-- `place` tells them apart. Warnings are part of it: visible after their event, they show it once more.
SELECT
    place,
    toString(received),
    verdict,
    toValidUTF8(api_key),
    toValidUTF8(event),
    toValidUTF8(distinct_id),
    person,
    toValidUTF8(host),
    toValidUTF8(detail)
FROM
(
    SELECT
        concat(toString(uuid), detail) AS place,
        inserted_at AS received,
        if(detail = '', 'stored', 'warned') AS verdict,
        api_key,
        event,
        distinct_id,
        toString(person_id) AS person,
        host,
        detail
    FROM
    (
        SELECT uuid, inserted_at, api_key, event, distinct_id, person_id, host
        FROM {{DATABASE}}.events
        WHERE inserted_at >= {since:DateTime64(6, 'UTC')} AND NOT {is_rejected:Bool}
    ) AS accepted
    LEFT ANY JOIN
    (
        SELECT uuid, arrayStringConcat(arraySort(groupUniqArray(if(detail = '', warning, concat(warning, ': ', detail)))), '; ') AS detail
        FROM {{DATABASE}}.ingestion_warnings
        WHERE received_at >= {since:DateTime64(6, 'UTC')} AND NOT {is_rejected:Bool}
        GROUP BY uuid
    ) AS warned USING (uuid)
    UNION ALL
    SELECT
        concat(toString(batch_id), '/', toString(seq)),
        received_at,
        'rejected',
        api_key,
        JSONExtractString(event, 'event'),
        JSONExtractString(event, 'distinct_id'),
        '',
        '',
        reason
    FROM {{DATABASE}}.rejected_events
    WHERE received_at >= {since:DateTime64(6, 'UTC')}
)
WHERE ({key:String} = '' OR api_key = {key:String})
    AND ({event:String} = '' OR event = {event:String})
    AND ({id:String} = '' OR distinct_id = {id:String})
ORDER BY received, place;
