-- Ends the DELETEs of replays.
-- One that was cut short would go on with the tables of the next replay, or fail for ever without them.
KILL MUTATION{{ON_CLUSTER}} WHERE database = '{{DATABASE}}' AND NOT is_done AND command LIKE '%replay\\_%' SYNC;
