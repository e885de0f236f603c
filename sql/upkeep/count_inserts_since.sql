-- How many inserts are under way that began before a time, those of background views, too.
-- What they read may have changed since.
SELECT count()
FROM {{ALL_NODES}}system.processes{{ALL_END}}
WHERE query_kind = 'Insert'
    AND (current_database = '{{DATABASE}}' OR position(query, '{{DATABASE}}.') > 0)
    AND now64(6, 'UTC') - toIntervalMicrosecond(toUInt64(elapsed * 1000000)) < {since:DateTime64(6, 'UTC')};
