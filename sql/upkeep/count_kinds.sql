-- What would happen to the raw events of which something differs.
-- For the report of a replay.
SELECT
    multiIf(
        new_event AND old_reject, 'newly accepted',
        new_reject AND old_event, concat('newly rejected, ', reason),
        new_event AND old_event, 'event changed',
        new_reject AND old_reject, concat('rejected for another reason, ', reason),
        new_event OR new_reject, 'missing row added',
        old_event OR old_reject, 'surplus row removed',
        'claims, properties or warnings changed') AS kind,
    sum(raw_events)
FROM
(
    SELECT
        precedence,
        max(stored_in = 'event_log' AND is_fresh) AS new_event,
        max(stored_in = 'event_log' AND NOT is_fresh) AS old_event,
        max(stored_in = 'rejected_events' AND is_fresh) AS new_reject,
        max(stored_in = 'rejected_events' AND NOT is_fresh) AS old_reject
    FROM {{DATABASE}}.replay_diff
    GROUP BY precedence
) AS diff
INNER JOIN
(
    SELECT precedence, count() AS raw_events, max(tupleElement(normalized, 'reject_reason')) AS reason
    FROM ({{CHANGED}})
    GROUP BY precedence
) AS stage USING (precedence)
GROUP BY kind;
