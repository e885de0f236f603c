-- Which rows of some batches are stored: what may name one within its batch.
-- Also those of earlier loads, which have other receive times.
SELECT batch_id, seq, fallback_uuid
FROM {{DATABASE}}.raw_events
WHERE batch_id IN ({{BATCH_IDS}})
    AND (received_at BETWEEN {begin:DateTime64(6, 'UTC')} AND {end:DateTime64(6, 'UTC')}
        OR received_at IN (SELECT received_at FROM {{DATABASE}}.replay_load_times));
