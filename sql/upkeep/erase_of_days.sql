-- A condition in erase_raw.sql: received on some days, both included.
-- To read all raw events at once, erase_raw.sql gets 1 in its place.
received_at >= toDateTime64({first_day:Date}, 6, 'UTC') AND received_at < toDateTime64({last_day:Date} + 1, 6, 'UTC')
