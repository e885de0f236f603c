-- Stores what an operator says as a raw event: what follows from it is stored by the views of every other event.
-- No request has this dialect, so that nobody else can say it.
INSERT INTO {{DATABASE}}.raw_events (batch_id, seq, received_at, origin, user_agent, dialect, fallback_uuid, event)
SETTINGS materialized_views_ignore_errors = 0, distributed_foreground_insert = 1
SELECT
    generateUUIDv7() AS batch_id,
    0 AS seq,
    now64(6, 'UTC') AS received_at,
    'relay person' AS origin,
    {author:String} AS user_agent,
    'operator' AS dialect,
    {uuid:UUID} AS fallback_uuid,
    {event:String} AS event;
