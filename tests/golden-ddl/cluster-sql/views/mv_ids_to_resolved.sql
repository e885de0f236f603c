ALTER TABLE product_analytics.mv_ids_to_resolved ON CLUSTER `main` MODIFY QUERY
WITH
    persons AS
    (
        SELECT own_person_id AS person_id FROM product_analytics.ids_to_resolve
        UNION ALL
        SELECT person_id FROM product_analytics.identity_decisions
        WHERE distinct_id IN (SELECT distinct_id FROM product_analytics.ids_to_resolve)
    ),
    unresolved AS
    (
        SELECT distinct_id FROM product_analytics.ids_to_resolve
        UNION DISTINCT
        SELECT distinct_id
        FROM
        (
            SELECT arrayJoin(groupUniqArray(distinct_id)) AS distinct_id
            FROM product_analytics.identity_decisions
            WHERE person_id IN (SELECT person_id FROM persons)
        )
        WHERE dictGet('product_analytics.identity_state_live', 'person_id', cityHash64(distinct_id)) IN (SELECT person_id FROM persons)
    )
SELECT
    distinct_id,
    own_person_id,
    if(owner = '', 0, cityHash64(owner)) AS owner_hash,
    claimed_at,
    claim_uuid,
    is_identified,
    person_id,
    coalesce(dictGetOrNull('product_analytics.identity_state_live', 'person_id', cityHash64(distinct_id)), own_person_id) AS previous_person_id,
    verdicts,
    isNull(dictGetOrNull('product_analytics.identity_state_live', 'person_id', cityHash64(distinct_id)))
        OR previous_person_id != person_id
        OR dictGet('product_analytics.identity_state_live', 'owner_hash', cityHash64(distinct_id)) != owner_hash
        OR dictGet('product_analytics.identity_state_live', 'claimed_at', cityHash64(distinct_id)) != claimed_at
        OR dictGet('product_analytics.identity_state_live', 'claim_uuid', cityHash64(distinct_id)) != claim_uuid
        OR dictGet('product_analytics.identity_state_live', 'is_identified', cityHash64(distinct_id)) != is_identified
        OR ifNull(dictGetOrNull('product_analytics.person_overrides_live', 'person_id', cityHash64(distinct_id)) != person_id, 0) AS is_changed,
    run.started_at AS started_at,
    run.settled_at AS settled_at,
    run.from_block AS from_block,
    run.to_block AS to_block
FROM
(
    SELECT any(started_at) AS started_at, any(settled_at) AS settled_at, any(from_block) AS from_block, any(to_block) AS to_block
    FROM product_analytics.ids_to_resolve
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
        SELECT resolve_identity_sql_v1(groupArray((toString(kind), source, target, timestamp, uuid))) AS roots
        FROM product_analytics.identity_claims FINAL
        WHERE source IN (SELECT distinct_id FROM unresolved)
    )
    ARRAY JOIN roots AS root
) AS resolved
WHERE distinct_id IN (SELECT distinct_id FROM unresolved);
