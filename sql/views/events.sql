-- Events as users query them: the log, with each person corrected by the latest decision at read time.
-- A query that does not use person_id does not pay for the look-up: it is a join, which is then left out. The other kind of
-- join would hash the events. In a subquery, because ClickHouse moves an ORDER BY … LIMIT of the query into the view, where a
-- look-up cannot be sorted by.
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

-- On a cluster: asks the view of each shard. On one node the name is taken.
CREATE TABLE IF NOT EXISTS {{DATABASE}}.events{{ON_CLUSTER}} AS {{DATABASE}}.events{{LOCAL}}
ENGINE = Distributed('{{CLUSTER}}', '{{DATABASE}}', 'events{{LOCAL}}', cityHash64(distinct_id));
