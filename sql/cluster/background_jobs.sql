-- The background jobs where several nodes hold the same tables: one node at a time runs them, and what one insert wrote to
-- several tables may reach it in any order. Two nodes that both think they are the one do the same work twice, no harm.

-- Whether this node is the one: the first replica that is alive, unless it lags behind the others.
CREATE OR REPLACE VIEW {{DATABASE}}.background_node AS
SELECT
    replica_name = arrayMin(mapKeys(mapFilter((name, is_active) -> is_active = 1, replica_is_active)))
    AND (
        SELECT count()
        FROM system.replicas
        WHERE database = '{{DATABASE}}' AND zookeeper_path LIKE '%/everywhere/%'
            AND inserts_in_queue > 0 AND inserts_oldest_time < now() - INTERVAL 5 SECOND
    ) = 0 AS runs_jobs,
    0 AS is_alone
FROM system.replicas
WHERE database = '{{DATABASE}}' AND table = 'identity_claims';
