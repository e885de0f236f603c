-- The receive time from which on raw_events is complete.
-- Older events go at some time, one part of a day before another.
SELECT toString(if({days:UInt64} = 0, toDateTime64(0, 6, 'UTC'), now64(6, 'UTC') - toIntervalDay({days:UInt64})));
