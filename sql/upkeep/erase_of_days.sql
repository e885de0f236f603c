-- A condition in erase_raw.sql: received on some days, both included.
-- Without it, which is 1, all raw events are read at once.
received_at >= toDateTime64({first_day:Date}, 6, 'UTC') AND received_at < toDateTime64({last_day:Date} + 1, 6, 'UTC')
