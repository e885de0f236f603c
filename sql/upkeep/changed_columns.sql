-- Of changed events, how often each column changed, with samples.
-- An event whose uuid changed is shown too, unless it shares its place.
SELECT change.1 AS name, count(), arrayJoin(groupArray({samples:UInt64})(concat(
    toString(new.uuid), ' ', name, ': ',
    substring(ifNull(change.2, 'NULL'), 1, 200), ' → ', substring(ifNull(change.3, 'NULL'), 1, 200))))
FROM
(
    SELECT precedence, uuid, JSONExtractKeysAndValues(formatRowNoNewline('JSONEachRow', {{EVENT_COLUMNS}}), 'Nullable(String)') AS columns
    FROM ({{FRESH_EVENTS}})
) AS new
INNER JOIN
(
    SELECT precedence, uuid, JSONExtractKeysAndValues(formatRowNoNewline('JSONEachRow', {{EVENT_COLUMNS}}), 'Nullable(String)') AS columns
    FROM ({{EVENTS}})
    WHERE precedence IN
    (
        SELECT precedence FROM {{DATABASE}}.replay_diff WHERE stored_in = 'event_log' GROUP BY precedence HAVING uniqExact(is_fresh) = 2
    )
) AS old ON old.precedence = new.precedence
ARRAY JOIN arrayMap((before, after) -> (before.1, before.2, after.2), old.columns, new.columns) AS change
WHERE (old.uuid = new.uuid OR new.precedence NOT IN
    (
        SELECT precedence FROM {{DATABASE}}.replay_stage GROUP BY precedence HAVING count() > 1
    ))
    AND change.2 IS DISTINCT FROM change.3
GROUP BY name;
