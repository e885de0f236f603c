-- Raw events of a range of time, by choice of one key, with all that share the place of a chosen one.
-- Rows of events at one place cannot be told apart in every table, so that these are compared together.
SELECT batch_id, seq, received_at, api_key, origin, ip, user_agent, sent_at, dialect, sdk, fallback_uuid, event
FROM {{DATABASE}}.raw_events
WHERE received_at BETWEEN {begin:DateTime64(6, 'UTC')} AND {end:DateTime64(6, 'UTC')}
    AND ({has_choice:UInt8} = 0 OR (received_at, seq) IN
    (
        SELECT received_at, seq
        FROM {{DATABASE}}.raw_events
        WHERE received_at BETWEEN {begin:DateTime64(6, 'UTC')} AND {end:DateTime64(6, 'UTC')} AND api_key = {choice:String}
    ))
