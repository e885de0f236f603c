-- Cuts the chosen events into slices: receive times of the first and of the last event, and how many there are.
-- All events of one receive time stay together.
SELECT toString(min(received_at)), toString(max(received_at)), sum(events)
FROM
(
    SELECT received_at, count() AS events, sum(events) OVER (ORDER BY received_at) AS place
    FROM ({{CHOSEN}})
    GROUP BY received_at
)
GROUP BY intDiv(place - 1, {slice_rows:UInt64}) AS slice
ORDER BY slice;
