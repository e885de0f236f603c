-- What became of the claims: how many count, and why the others do not.
-- Of a claim itself only what is wrong with it by itself is stored; the rest follows from the decision about its source.
SELECT
    multiIf(
        claim.refused != '', concat('refused, ', claim.refused),
        claim.kind != 'plain', 'accepted',
        decision.is_identified, 'refused, source_is_identified',
        (claim.timestamp, claim.uuid) != (decision.claimed_at, decision.claim_uuid), 'refused, source_has_owner',
        'accepted') AS verdict,
    count()
FROM (SELECT * FROM {{DATABASE}}.identity_claims FINAL) AS claim
LEFT JOIN
(
    SELECT own_person_id, is_identified, claimed_at, claim_uuid FROM {{DATABASE}}.person_ids FINAL
) AS decision ON decision.own_person_id = claim.source_person_id
GROUP BY verdict
ORDER BY verdict;
