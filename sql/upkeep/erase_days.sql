-- The days that have raw events, on any shard, in ten spans: the first and the last day of each.
-- Each span is a step of the progress that is shown.
SELECT min(day), max(day)
FROM
(
    SELECT day, row_number() OVER (ORDER BY day) - 1 AS place, count() OVER () AS days
    FROM (SELECT DISTINCT toDate(received_at) AS day FROM {{ALL_SHARDS}}{{DATABASE}}.raw_events{{ALL_END}})
)
GROUP BY intDiv(place * 10, days) AS span
ORDER BY span
