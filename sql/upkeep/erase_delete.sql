-- Deletes for good what the tables have of erased ids: ClickHouse writes the parts anew without these rows.
-- Waits for none of the DELETEs. Run again, they find nothing to do. Raw events go first: everything follows from them.
ALTER TABLE {{DATABASE}}.raw_events{{ON_CLUSTER}}
DELETE WHERE (received_at, batch_id, seq) IN (SELECT received_at, batch_id, seq FROM {{DATABASE}}.erased_raw);

ALTER TABLE {{DATABASE}}.event_log{{LOCAL}}{{ON_CLUSTER}} DELETE WHERE person_id IN ({{ERASED}});

ALTER TABLE {{DATABASE}}.event_problems{{ON_CLUSTER}}
DELETE WHERE arrayExists(id -> id IN ({{ERASED}}), if(is_rejected, named_ids_v1(raw_event), [own_person_id_v1(distinct_id)]));

ALTER TABLE {{DATABASE}}.identity_claims{{ON_CLUSTER}} DELETE WHERE source_person_id IN ({{ERASED}}) OR target_person_id IN ({{ERASED}});

ALTER TABLE {{DATABASE}}.person_properties{{ON_CLUSTER}} DELETE WHERE own_person_id IN ({{ERASED}});

ALTER TABLE {{DATABASE}}.id_activity{{ON_CLUSTER}} DELETE WHERE own_person_id IN ({{ERASED}});

ALTER TABLE {{DATABASE}}.person_ids{{ON_CLUSTER}} DELETE WHERE own_person_id IN ({{ERASED}});

ALTER TABLE {{DATABASE}}.person_rows{{ON_CLUSTER}} DELETE WHERE id IN ({{ERASED}});
