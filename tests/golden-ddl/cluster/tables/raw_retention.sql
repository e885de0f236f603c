ALTER TABLE product_analytics.raw_events ON CLUSTER `main`
    MODIFY TTL toDateTime(received_at) + INTERVAL 30 DAY
    SETTINGS materialize_ttl_after_modify = 0;
