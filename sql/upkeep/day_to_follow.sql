-- What a turn of follow_raw looks at: here a day, without the last twenty seconds; nothing of it is taken whole.
-- Put in place of follow_raw's own span, it makes that query one of a day.
WITH
    toDateTime64({day:Date}, 6, 'UTC') AS begin,
    least(begin + INTERVAL 1 DAY - INTERVAL 1 MICROSECOND, now64(6, 'UTC') - INTERVAL 20 SECOND) AS end
SELECT (begin, end, begin AS whole_begin, begin - INTERVAL 1 SECOND AS whole_end)
