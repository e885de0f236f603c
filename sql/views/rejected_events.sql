-- Events that broke a rule, as received, with the reason.
-- FINAL: a row that was stored twice shows once.
CREATE OR REPLACE VIEW {{DATABASE}}.rejected_events{{ON_CLUSTER}} AS
SELECT batch_id, seq, received_at, api_key, origin, ip, user_agent, sent_at, dialect, sdk, fallback_uuid, reason, raw_event AS event
FROM {{DATABASE}}.event_problems FINAL
WHERE is_rejected;
