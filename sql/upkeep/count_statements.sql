-- How many statements of a command are under way, of one that was killed, too: ClickHouse goes on with them until they end.
-- By their text or their log_comment.
SELECT count()
FROM system.processes
WHERE current_database = '{{DATABASE}}' AND match(concat(query, Settings['log_comment']), {pattern:String}) AND NOT match(query, 'system.processes');
