-- The receive time of the oldest raw event since a time; empty without one.
-- A replay that is asked for older ones says so.
SELECT if(count() = 0, '', toString(min(received_at)))
FROM
(
    SELECT received_at
    FROM {{DATABASE}}.raw_events
    WHERE received_at >= {since:DateTime64(6, 'UTC')}
    ORDER BY received_at
    LIMIT 1
);
