ALTER TABLE product_analytics.raw_events ON CLUSTER `main` MODIFY SETTING merge_selector_base = 20;

ALTER TABLE product_analytics.event_log_local ON CLUSTER `main` MODIFY SETTING merge_selector_base = 10;
