-- Views that ClickHouse runs by itself, and the seconds since each did so with success; at most since the server started.
-- One that fails or comes late falls behind.
SELECT view, least(uptime(), coalesce(dateDiff('second', last_success_time, now()), uptime()))
FROM system.view_refreshes
WHERE database = '{{DATABASE}}'
ORDER BY view;
