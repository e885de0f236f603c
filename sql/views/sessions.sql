-- One row per session, computed at read time from events: when, who, where it began and ended, and what happened.
-- Ties on the timestamp are broken by uuid, so that the answer does not depend on the order of arrival, and counts are
-- of uuids, so that copies of an event that are not merged yet count once.
CREATE OR REPLACE VIEW {{DATABASE}}.sessions{{ON_CLUSTER}} AS
SELECT
    e.api_key AS api_key,
    e.session_id AS session_id,
    argMax(e.distinct_id, (e.timestamp, UUIDToNum(e.uuid))) AS distinct_id,
    argMax(e.person_id, (e.timestamp, UUIDToNum(e.uuid))) AS person_id,
    min(e.timestamp) AS started_at,
    max(e.timestamp) AS ended_at,
    dateDiff('second', min(e.timestamp), max(e.timestamp)) AS duration_seconds,
    arraySort(groupUniqArrayIf(2000)(e.current_url, e.current_url != '')) AS urls,
    argMinIf(e.current_url, (e.timestamp, UUIDToNum(e.uuid)), e.current_url != '') AS entry_url,
    argMaxIf(e.current_url, (e.timestamp, UUIDToNum(e.uuid)), e.current_url != '') AS exit_url,
    argMaxIf(e.host, (e.timestamp, UUIDToNum(e.uuid)), e.host != '') AS host,
    uniqExact(e.uuid) AS event_count,
    uniqExactIf(e.uuid, e.event = '$pageview') AS pageview_count,
    uniqExactIf(e.uuid, e.event = '$autocapture') AS autocapture_count,
    arraySort(groupUniqArray(2000)(toString(e.event))) AS event_names
FROM {{DATABASE}}.events AS e
WHERE e.session_id != '' AND e.is_deleted = 0
GROUP BY e.api_key, e.session_id;
