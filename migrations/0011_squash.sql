-- What a squash needs: owned ids that it dropped from the map come back with their next event, in the same insert;
-- and the events whose time depends on when they were received, because copies of these have other sorting keys.
CREATE MATERIALIZED VIEW IF NOT EXISTS {{DATABASE}}.mv_normalized_to_overrides TO {{DATABASE}}.person_overrides AS
SELECT DISTINCT
    cityHash64(distinct_id) AS distinct_id_hash,
    joinGet('{{DATABASE}}.identity_state', 'person_id', cityHash64(distinct_id)) AS person_id
FROM {{DATABASE}}.normalized_events AS normalized
WHERE reject_reason = ''
    AND coalesce(joinGetOrNull('{{DATABASE}}.identity_state', 'person_id', cityHash64(distinct_id)), normalized.person_id) != normalized.person_id
    AND isNull(joinGetOrNull('{{DATABASE}}.person_overrides', 'person_id', cityHash64(distinct_id)));

-- A clock may be corrected by the reception, or the time may be the reception's own. Only events with a uuid of their
-- sender have copies.
CREATE TABLE IF NOT EXISTS {{DATABASE}}.shifted_events
(
    event       LowCardinality(String),
    distinct_id String,
    uuid        UUID,
    received_at DateTime64(6, 'UTC')
)
ENGINE = MergeTree
ORDER BY (event, distinct_id, uuid)
TTL toDateTime(received_at) + INTERVAL 90 DAY
SETTINGS non_replicated_deduplication_window = 10000;

CREATE MATERIALIZED VIEW IF NOT EXISTS {{DATABASE}}.mv_normalized_to_shifted TO {{DATABASE}}.shifted_events AS
SELECT event, distinct_id, uuid, received_at
FROM {{DATABASE}}.normalized_events
WHERE reject_reason = ''
    AND uuid != fallback_uuid
    AND (
        timestamp = received_at
        OR (sent_at != '' AND abs(toUnixTimestamp64Micro(received_at) - ifNull(toUnixTimestamp64Micro(parseDateTime64BestEffortOrNull(sent_at, 6, 'UTC')), 0)) > 59000000)
    );

-- Ids whose activity must be computed again, because a squash or a replay takes events away.
CREATE TABLE IF NOT EXISTS {{DATABASE}}.activity_repairs
(
    distinct_id   String,
    own_person_id UUID
)
ENGINE = MergeTree
ORDER BY distinct_id;
