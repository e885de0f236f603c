-- Resolves the named ids by the rules of identity, in the function that NORMALIZER chooses, and all others of the persons that
-- they are or ever were part of: nothing else can change.
-- In an IN, ClickHouse sees what is inserted only when that comes first in the UNION. Through an array it does not move a
-- condition, so that it looks up the ids of these persons, not every id that there is.
ALTER TABLE {{DATABASE}}.mv_ids_to_resolved MODIFY QUERY
WITH
    persons AS
    (
        SELECT own_person_id AS person_id FROM {{DATABASE}}.ids_to_resolve
        UNION ALL
        SELECT person_id FROM {{DATABASE}}.identity_decisions
        WHERE distinct_id IN (SELECT distinct_id FROM {{DATABASE}}.ids_to_resolve)
    ),
    unresolved AS
    (
        SELECT distinct_id FROM {{DATABASE}}.ids_to_resolve
        UNION DISTINCT
        SELECT distinct_id
        FROM
        (
            SELECT arrayJoin(groupUniqArray(distinct_id)) AS distinct_id
            FROM {{DATABASE}}.identity_decisions
            WHERE person_id IN (SELECT person_id FROM persons)
        )
        WHERE joinGet('{{DATABASE}}.identity_state', 'person_id', cityHash64(distinct_id)) IN (SELECT person_id FROM persons)
    )
SELECT
    distinct_id,
    own_person_id,
    if(owner = '', 0, cityHash64(owner)) AS owner_hash,
    claimed_at,
    claim_uuid,
    is_identified,
    person_id,
    coalesce(joinGetOrNull('{{DATABASE}}.identity_state', 'person_id', cityHash64(distinct_id)), own_person_id) AS previous_person_id,
    verdicts,
    isNull(joinGetOrNull('{{DATABASE}}.identity_state', 'person_id', cityHash64(distinct_id)))
        OR previous_person_id != person_id
        OR joinGet('{{DATABASE}}.identity_state', 'owner_hash', cityHash64(distinct_id)) != owner_hash
        OR joinGet('{{DATABASE}}.identity_state', 'claimed_at', cityHash64(distinct_id)) != claimed_at
        OR joinGet('{{DATABASE}}.identity_state', 'claim_uuid', cityHash64(distinct_id)) != claim_uuid
        OR joinGet('{{DATABASE}}.identity_state', 'is_identified', cityHash64(distinct_id)) != is_identified
        OR ifNull(joinGetOrNull('{{DATABASE}}.person_overrides', 'person_id', cityHash64(distinct_id)) != person_id, 0) AS is_changed,
    run.started_at AS started_at,
    run.settled_at AS settled_at,
    run.from_block AS from_block,
    run.to_block AS to_block
FROM
(
    SELECT any(started_at) AS started_at, any(settled_at) AS settled_at, any(from_block) AS from_block, any(to_block) AS to_block
    FROM {{DATABASE}}.ids_to_resolve
) AS run
CROSS JOIN
(
    SELECT
        root.1 AS distinct_id,
        root.2 AS own_person_id,
        root.3 AS person_id,
        root.4 AS owner,
        root.5 AS claimed_at,
        root.6 AS claim_uuid,
        root.7 AS is_identified,
        CAST(root.8, 'Array(Tuple(kind String, target String, uuid UUID, refused String))') AS verdicts
    FROM
    (
        SELECT {{RESOLVE_IDENTITY}}(groupArray((toString(kind), source, target, timestamp, uuid))) AS roots
        FROM {{DATABASE}}.identity_claims FINAL
        WHERE source IN (SELECT distinct_id FROM unresolved)
    )
    ARRAY JOIN roots AS root
) AS resolved
WHERE distinct_id IN (SELECT distinct_id FROM unresolved);
