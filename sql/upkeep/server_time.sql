-- The time on the server, to the microsecond.
-- What happens from now on is told from what happened before by the clock that the tables know.
SELECT toString(now64(6, 'UTC'));
