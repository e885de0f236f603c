-- Rejected events of a range of time, by choice of one reason, as raw events.
-- They outlive raw_events.
SELECT batch_id, seq, received_at, api_key, origin, ip, user_agent, sent_at, dialect, sdk, fallback_uuid, event
FROM {{DATABASE}}.rejected_events
WHERE received_at BETWEEN {begin:DateTime64(6, 'UTC')} AND {end:DateTime64(6, 'UTC')}
    AND ({has_choice:UInt8} = 0 OR reason = {choice:String})
LIMIT 1 BY received_at, batch_id, seq
