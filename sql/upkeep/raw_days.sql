-- The days on which raw events were received that are stored.
-- What follows from them is compared day by day.
SELECT DISTINCT toDate(received_at) AS day FROM {{DATABASE}}.raw_events ORDER BY day;
