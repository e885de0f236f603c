CREATE OR REPLACE VIEW product_analytics.background_node ON CLUSTER `main` AS
SELECT
    replica_name = arrayMin(mapKeys(mapFilter((name, is_active) -> is_active = 1, replica_is_active)))
    AND (
        SELECT count()
        FROM system.replicas
        WHERE database = 'product_analytics' AND zookeeper_path LIKE '%/everywhere/%'
            AND inserts_in_queue > 0 AND inserts_oldest_time < now() - INTERVAL 5 SECOND
    ) = 0 AS runs_jobs,
    0 AS is_alone
FROM system.replicas
WHERE database = 'product_analytics' AND table = 'identity_claims';
