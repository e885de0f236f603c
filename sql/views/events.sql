-- Events as users query them: the log, with each person corrected by the latest decision at read time.
-- The look-up is a join, which a query without person_id leaves out and does not pay for. A left join hashes person_ids; the default
-- would hash the events. All is in a subquery, because ClickHouse moves an ORDER BY … LIMIT of the query into the view, where it cannot
-- sort by a look-up.
CREATE OR REPLACE VIEW {{DATABASE}}.events{{LOCAL}}{{ON_CLUSTER}} AS
SELECT *
FROM
(
    SELECT
        uuid,
        api_key,
        event,
        distinct_id,
        coalesce(
            (
                SELECT decision.person_id
                FROM {{DATABASE}}.person_ids AS decision FINAL
                WHERE decision.own_person_id = logged.person_id AND decision.person_id != decision.own_person_id
            ),
            logged.person_id
        ) AS person_id,
        session_id,
        session_id_uuid,
        window_id,
        window_id_uuid,
        elements_chain,
        timestamp,
        inserted_at,
        ip,
        user_agent,
        current_url,
        host,
        properties,
        is_deleted
    FROM {{DATABASE}}.event_log{{LOCAL}} AS logged
    SETTINGS correlated_subqueries_default_join_kind = 'left'
);

-- On a cluster: asks the view of each shard. On one node events is there already, for LOCAL is empty.
CREATE TABLE IF NOT EXISTS {{DATABASE}}.events{{ON_CLUSTER}} AS {{DATABASE}}.events{{LOCAL}}
ENGINE = Distributed('{{CLUSTER}}', '{{DATABASE}}', 'events{{LOCAL}}', cityHash64(distinct_id));
