-- The claims that name an id of the person of one id, and what took claims of these back, each with its event and with why it
-- does not count:
-- SELECT * FROM person_claims(id = 'ann').
CREATE OR REPLACE VIEW {{DATABASE}}.person_claims{{ON_CLUSTER}} AS
WITH
    asked AS
    (
        SELECT person_id FROM {{DATABASE}}.person_distinct_ids WHERE distinct_id = {id:String}
    ),
    ids AS
    (
        SELECT distinct_id
        FROM {{DATABASE}}.person_ids FINAL
        WHERE own_person_id IN (SELECT own_person_id FROM {{DATABASE}}.person_ids WHERE person_id IN (SELECT person_id FROM asked))
            AND person_id IN (SELECT person_id FROM asked)
    ),
    claims AS
    (
        SELECT *
        FROM {{DATABASE}}.claim_verdicts
        WHERE kind != 'identified' AND (
            source IN (SELECT distinct_id FROM ids)
            OR target IN (SELECT distinct_id FROM ids)
            OR kind = 'split' AND source IN
            (
                SELECT source FROM {{DATABASE}}.identity_claims WHERE target IN (SELECT distinct_id FROM ids)
            ))
    )
SELECT
    claim.source AS source,
    claim.target AS target,
    toString(claim.kind) AS kind,
    claim.refused AS refused,
    claim.timestamp AS timestamp,
    claim.uuid AS uuid,
    event.name AS event,
    event.api_key AS api_key,
    raw.batch_id AS batch_id,
    claim.received_at AS received_at,
    claim.decided_at AS decided_at
FROM claims AS claim
LEFT JOIN
(
    SELECT uuid, any(event) AS name, any(api_key) AS api_key
    FROM {{DATABASE}}.event_log
    WHERE distinct_id GLOBAL IN (SELECT if(kind = 'split', source, target) FROM claims) AND uuid GLOBAL IN (SELECT uuid FROM claims)
    GROUP BY uuid
) AS event ON event.uuid = claim.uuid
LEFT JOIN
(
    SELECT received_at, seq, any(batch_id) AS batch_id
    FROM {{DATABASE}}.raw_events
    WHERE received_at IN (SELECT received_at FROM claims)
    GROUP BY received_at, seq
) AS raw ON raw.received_at = claim.received_at AND raw.seq = claim.seq
ORDER BY timestamp, uuid;
