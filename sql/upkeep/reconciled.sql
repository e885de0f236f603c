-- How many ids claims name, and how many persons were made since a time.
-- For the report of relay reconcile.
SELECT
    (SELECT uniqExact(own_person_id) FROM {{DATABASE}}.person_ids) AS ids,
    (
        SELECT uniqExact(id)
        FROM {{DATABASE}}.person_rows FINAL
        WHERE NOT is_deleted AND folded_at >= {since:DateTime64(6, 'UTC')}
    ) AS persons;
