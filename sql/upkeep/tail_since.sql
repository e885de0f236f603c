-- From what time on events are asked for next: some seconds before now.
-- An event is stored some time after it was received, by the clock of its relay, which may be behind.
SELECT toString(now64(6, 'UTC') - INTERVAL 75 SECOND);
