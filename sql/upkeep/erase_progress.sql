-- The tables that rows are still being deleted from, with the parts that are left and why it fails, if it does.
-- Also by an erasure that was cut short.
SELECT table, sum(parts_to_do), any(latest_fail_reason)
FROM {{ALL_NODES}}system.mutations{{ALL_END}}
WHERE database = '{{DATABASE}}' AND NOT is_done AND match(command, '\\b(erased_raw|suppressed_ids)\\b')
GROUP BY table
ORDER BY table;
