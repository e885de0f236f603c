-- Completes what follows from raw events: a kill, a loss of power or a failing view may end an insert after the raw events only.
-- By itself and without bookkeeping; it costs little where nothing is missing. An event that is there is not stored again.
DROP VIEW IF EXISTS {{DATABASE}}.follow_raw{{ON_CLUSTER}} SYNC;

CREATE MATERIALIZED VIEW {{DATABASE}}.follow_raw{{ON_CLUSTER}} REFRESH EVERY 30 SECOND APPEND TO {{DATABASE}}.normalized_events AS
WITH
    -- The receive times that a turn looks at: the last two minutes, without the last twenty seconds, which may be under way. The first
    -- turns after a start, and the first of every hour, look at two hours. What came in the last two minutes before a start is taken
    -- whole, whatever is there: rows of any table may lack, and properties do not tell which event they are of. A new database has
    -- nothing from before its start. A replay puts days of its own in the place of this (sql/upkeep/day_to_follow.sql).
    (
        WITH
            now64(6, 'UTC') AS turn,
            uptime() BETWEEN 20 AND 79 AS is_young,
            turn - toIntervalSecond(uptime()) AS started_at,
            (
                SELECT max(received_at)
                FROM
                (
                    SELECT received_at
                    FROM {{DATABASE}}.raw_events
                    WHERE is_young AND received_at < started_at
                    ORDER BY received_at DESC
                    LIMIT 1
                )
            ) AS last_before_start,
            is_young AND toUnixTimestamp64Micro(last_before_start) != 0 AS is_start,
            if(is_start, last_before_start, turn) AS last
        SELECT (
            last - toIntervalSecond(if(is_start OR toMinute(turn) = 0 AND toSecond(turn) < 30, 7200, 120)) AS begin,
            turn - INTERVAL 20 SECOND AS end,
            if(is_start, last - INTERVAL 2 MINUTE, turn) AS whole_begin,
            started_at + INTERVAL 20 SECOND AS whole_end
        )
        WHERE is_start OR {{ON_DUTY_IN_SHARD}}
    ) AS span,
    -- The places (receive time and seq) that have more raw events than events and rejections. They are counted, because two relays may
    -- receive events in the same microsecond, with the same seq.
    (
        SELECT groupArray(precedence)
        FROM
        (
            SELECT precedence
            FROM
            (
                SELECT bitNot(toUInt128(toUnixTimestamp64Micro(received_at)) * 4294967296 + seq) AS precedence, 1 AS raw_rows
                FROM {{DATABASE}}.raw_events
                WHERE received_at BETWEEN span.1 AND span.2
                UNION ALL
                SELECT precedence, -1
                FROM {{DATABASE}}.event_log
                WHERE inserted_at BETWEEN span.1 AND span.2
                UNION ALL
                SELECT bitNot(toUInt128(toUnixTimestamp64Micro(received_at)) * 4294967296 + seq), -1
                FROM {{DATABASE}}.event_problems
                WHERE is_rejected AND received_at BETWEEN span.1 AND span.2
            )
            GROUP BY precedence
            HAVING sum(raw_rows) > 0
        )
    ) AS incomplete,
    chosen AS
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
            {{NORMALIZE_EVENT}}(raw_event, received_at, sent_at, fallback_uuid, dialect, sdk) AS normalized,
            received_at BETWEEN span.3 AND span.4 AS is_whole
        FROM {{DATABASE}}.raw_events
        WHERE received_at BETWEEN span.1 AND span.2 AND (is_whole OR precedence IN (SELECT arrayJoin(incomplete)))
    )
-- In a subquery, because is_logged would be analyzed once for each of its uses.
SELECT * EXCEPT (is_whole)
FROM
(
    SELECT
        *,
        -- A copy of an event has its place no more once it was merged: it is told by its key.
        (toDate(normalized.timestamp), normalized.event, cityHash64(normalized.distinct_id), cityHash64(normalized.uuid)) GLOBAL IN
        (
            SELECT toDate(timestamp), event, cityHash64(distinct_id), cityHash64(uuid)
            FROM {{DATABASE}}.event_log
            WHERE (toDate(timestamp), event, cityHash64(distinct_id), cityHash64(uuid)) GLOBAL IN
            (
                SELECT toDate(normalized.timestamp), normalized.event, cityHash64(normalized.distinct_id), cityHash64(normalized.uuid)
                FROM chosen
            )
        ) AS is_logged,
        arrayFilter(id -> id IN (SELECT own_person_id FROM {{DATABASE}}.suppressed_ids), normalized.claims.source_person_id) AS erased_sources
    FROM chosen
)
WHERE (is_whole OR NOT is_logged OR normalized.reject_reason != '')
    AND normalized.person_id NOT IN (SELECT own_person_id FROM {{DATABASE}}.suppressed_ids)
    AND NOT throwIf(normalized.rules_version != {{EVENT_RULES_VERSION}}, 'the normalizer answers by other rules')
-- A filter that moves into chosen takes a copy of the function in SQL along, which takes seconds to plan.
SETTINGS query_plan_filter_push_down = 0;
