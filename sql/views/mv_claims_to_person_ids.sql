-- Decides whose the ids of claims are, by the function that NORMALIZER chooses: of new claims with the insert that brings them.
-- The only place that decides. Made anew when it changes; what is claimed in that moment is decided by resolve_claims after it.
DROP VIEW IF EXISTS {{DATABASE}}.mv_claims_to_person_ids{{ON_CLUSTER}} SYNC;

CREATE MATERIALIZED VIEW {{DATABASE}}.mv_claims_to_person_ids{{ON_CLUSTER}} TO {{DATABASE}}.person_ids AS
WITH
    toDateTime64(0, 6, 'UTC') AS never,
    toUUID('00000000-0000-0000-0000-000000000000') AS nil,
    -- A claim opens the person of its source, to be decided as a whole, unless the source is nobody's yet or a known user.
    -- Where a claim of the insert is forced or a split, all its claims open the persons of both sides, known users too; so does a claim
    -- that is looked at again. A split has its source on both sides.
    openers AS
    (
        SELECT arrayJoin(if(
            is_again OR max(kind IN ('forced', 'split')) OVER (),
            [(source_person_id, 0), (source_person_id, 1), (target_person_id, 0), (target_person_id, 1)],
            [(source_person_id, 0)])) AS own_person_id_is_identified
        FROM {{DATABASE}}.claims_to_resolve
    ),
    opened AS
    (
        SELECT person_id
        FROM {{DATABASE}}.person_ids
        WHERE (own_person_id, is_identified) IN (SELECT own_person_id_is_identified FROM openers)
    ),
    -- An insert shows its claims at one moment and its decision at another. So a turn of resolve_claims reads no claim that is younger
    -- than two seconds, and replaces no decision that is: a later turn looks at both again. A decision is never dated before its claims,
    -- or a turn would read it without them.
    1 IN (SELECT keeps_recent FROM {{DATABASE}}.claims_to_resolve) AS is_turn,
    now64(6, 'UTC') - INTERVAL 2 SECOND AS recent
SELECT
    change.own_person_id AS own_person_id,
    change.distinct_id AS distinct_id,
    change.root AS root,
    change.person_id AS person_id,
    change.owner AS owner,
    change.claimed_at AS claimed_at,
    change.claim_uuid AS claim_uuid,
    change.is_identified AS is_identified,
    change.changed_at AS changed_at,
    greatest(now64(6, 'UTC'), last_claimed_at, change.decided_before + toIntervalMicrosecond(1)) AS decided_at
FROM
(
    SELECT
        {{RESOLVE_IDENTITY}}(groupArrayIf(claim, is_claim), groupArrayIf(id, NOT is_claim)) AS changes,
        max(new_at) AS last_claimed_at
    FROM
    (
        -- All claims of the sources and of all ids of the opened persons. A claim of this insert may not be in the table yet.
        SELECT
            1 AS is_claim,
            (kind, source, target, argMax(timestamp, precedence), uuid) AS claim,
            ('', '', '', never, nil, 0, never, never, 0) AS id,
            never AS new_at
        FROM
        (
            SELECT kind, source, target, timestamp, uuid, precedence
            FROM {{DATABASE}}.claims_to_resolve
            WHERE refused = ''
            UNION ALL
            SELECT toString(kind), source, target, timestamp, uuid, precedence
            FROM {{DATABASE}}.identity_claims
            WHERE refused = '' AND NOT (is_turn AND claimed_at > recent) AND source IN
            (
                SELECT source FROM {{DATABASE}}.claims_to_resolve
                UNION ALL
                SELECT distinct_id FROM {{DATABASE}}.person_ids WHERE person_id IN (SELECT person_id FROM opened)
            )
        )
        GROUP BY kind, source, target, uuid
        UNION ALL
        -- The ids of both sides, and what is known of them and of all ids of the opened persons: every row of each, because
        -- an outdated one may call an id theirs that has gone elsewhere.
        SELECT 0 AS is_claim, ('', '', '', never, nil) AS claim, (arrayJoin([source, if(kind = 'split', source, target)]), '', '', never, nil, 0, never, never, 0) AS id, claimed_at AS new_at
        FROM {{DATABASE}}.claims_to_resolve
        WHERE refused = ''
        UNION ALL
        SELECT
            0 AS is_claim,
            ('', '', '', never, nil) AS claim,
            (
                distinct_id, root, owner, claimed_at, claim_uuid, is_identified, changed_at, decided_at,
                max((own_person_id, is_identified) IN (SELECT own_person_id_is_identified FROM openers)) OVER (PARTITION BY person_id)
            ) AS id,
            never AS new_at
        FROM {{DATABASE}}.person_ids
        WHERE own_person_id IN
        (
            SELECT arrayJoin([source_person_id, target_person_id]) FROM {{DATABASE}}.claims_to_resolve
            UNION ALL
            SELECT own_person_id FROM {{DATABASE}}.person_ids WHERE person_id IN (SELECT person_id FROM opened)
        )
    )
)
ARRAY JOIN changes AS change
WHERE NOT (is_turn AND change.decided_before > recent);
