-- Every claim with the reason why it does not count; the reason is empty where it does.
-- Follows from what is wrong with the claim by itself and from the decision about its source (docs/identity.md).
CREATE OR REPLACE VIEW {{DATABASE}}.claim_verdicts{{ON_CLUSTER}} AS
SELECT
    claim.source AS source,
    claim.target AS target,
    claim.kind AS kind,
    claim.timestamp AS timestamp,
    claim.uuid AS uuid,
    multiIf(
        claim.refused != '', toString(claim.refused),
        claim.kind = 'split', '',
        arrayExists(split -> split.1 IN ('', claim.target) AND split.2 >= claim.timestamp, splits.of_source), 'split',
        claim.kind != 'plain', '',
        decision.is_identified, 'source_is_identified',
        (claim.timestamp, claim.uuid) != (decision.claimed_at, decision.claim_uuid), 'source_has_owner',
        '') AS refused,
    decision.decided_at AS decided_at,
    fromUnixTimestamp64Micro(toInt64(bitShiftRight(bitNot(claim.precedence), 32)), 'UTC') AS received_at,
    toUInt32(bitAnd(bitNot(claim.precedence), 4294967295)) AS seq
FROM {{DATABASE}}.identity_claims AS claim FINAL
LEFT JOIN
(
    SELECT own_person_id, is_identified, claimed_at, claim_uuid, decided_at FROM {{DATABASE}}.person_ids FINAL
) AS decision ON decision.own_person_id = claim.source_person_id
LEFT JOIN
(
    SELECT source, groupArray((target, timestamp)) AS of_source
    FROM {{DATABASE}}.identity_claims FINAL
    WHERE kind = 'split'
    GROUP BY source
) AS splits ON splits.source = claim.source;
