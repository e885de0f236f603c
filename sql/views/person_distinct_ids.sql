-- Every distinct id ever seen, in an event or as the source of a claim, with the person it belongs to now.
-- An id is its own person, until a decision says whose it became; the latest counts. An id that a split took back, and that no event has,
-- was never seen.
CREATE OR REPLACE VIEW {{DATABASE}}.person_distinct_ids{{ON_CLUSTER}} AS
SELECT
    distinct_id,
    argMax(person_id, decided_at) AS person_id,
    arrayMin(arrayFilter(
        time -> time > 0,
        [minIf(first_seen_at, decided_at = 0), argMax(first_seen_at, decided_at)])) AS created_at,
    toInt8(0) AS is_deleted,
    toUnixTimestamp64Micro(greatest(maxIf(last_seen_at, decided_at = 0), argMax(last_seen_at, decided_at))) AS version
FROM
(
    SELECT
        distinct_id,
        own_person_id AS person_id,
        CAST(first_seen_at, 'DateTime64(6, \'UTC\')') AS first_seen_at,
        CAST(last_seen_at, 'DateTime64(6, \'UTC\')') AS last_seen_at,
        toDateTime64(0, 6, 'UTC') AS decided_at
    FROM {{DATABASE}}.id_activity
    UNION ALL
    SELECT distinct_id, person_id, changed_at AS first_seen_at, changed_at AS last_seen_at, decided_at
    FROM {{DATABASE}}.person_ids
)
GROUP BY distinct_id
HAVING countIf(decided_at = 0) > 0 OR created_at > 0;
