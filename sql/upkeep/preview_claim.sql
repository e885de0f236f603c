-- How many ids, events and sessions would belong to another person if an operator said this.
-- By the function that decides, over the claims of all persons that may change, as mv_claims_to_person_ids asks it.
WITH
    toDateTime64(0, 6, 'UTC') AS never,
    toUUID('00000000-0000-0000-0000-000000000000') AS nil,
    -- Of a split also the ids that the source may go to: what it claims beside what is split.
    (
        SELECT groupUniqArrayIf(id, id != '')
        FROM
        (
            SELECT arrayJoin([{source:String}, {target:String}]) AS id
            UNION ALL
            SELECT target FROM {{DATABASE}}.identity_claims WHERE source = {source:String} AND kind != 'split' AND refused = ''
        )
    ) AS sides,
    (
        SELECT groupUniqArray(person_id)
        FROM {{DATABASE}}.person_ids
        WHERE distinct_id IN sides
    ) AS opened_persons,
    (
        SELECT groupUniqArray((own_person_id, distinct_id)) FROM {{DATABASE}}.person_ids WHERE person_id IN opened_persons
    ) AS opened_ids,
    (
        SELECT {{RESOLVE_IDENTITY}}(groupArrayIf(claim, is_claim), groupArrayIf(id, NOT is_claim))
        FROM
        (
            SELECT
                1 AS is_claim,
                (toString(kind), source, target, argMax(timestamp, precedence), uuid) AS claim,
                ('', '', '', never, nil, 0, never, never, 0) AS id
            FROM {{DATABASE}}.identity_claims
            WHERE refused = '' AND (source = {source:String} OR source IN (SELECT tupleElement(arrayJoin(opened_ids), 2)))
            GROUP BY kind, source, target, uuid
            UNION ALL
            SELECT
                1 AS is_claim,
                ({kind:String}, {source:String}, {target:String}, {timestamp:DateTime64(6, 'UTC')}, {uuid:UUID}) AS claim,
                ('', '', '', never, nil, 0, never, never, 0) AS id
            UNION ALL
            SELECT
                0 AS is_claim,
                ('', '', '', never, nil) AS claim,
                (arrayJoin(sides), '', '', never, nil, 0, never, never, 0) AS id
            UNION ALL
            SELECT
                0 AS is_claim,
                ('', '', '', never, nil) AS claim,
                (
                    distinct_id, root, owner, claimed_at, claim_uuid, is_identified, changed_at, decided_at,
                    person_id IN opened_persons
                ) AS id
            FROM {{DATABASE}}.person_ids
            WHERE own_person_id IN (SELECT tupleElement(arrayJoin(opened_ids), 1))
        )
    ) AS changes,
    (
        SELECT groupArray(change.distinct_id)
        FROM
        (
            SELECT arrayJoin(changes) AS change
        ) AS decided
        LEFT JOIN
        (
            SELECT own_person_id, argMax(person_id, decided_at) AS person_id
            FROM {{DATABASE}}.person_ids
            WHERE own_person_id IN (SELECT tupleElement(arrayJoin(opened_ids), 1))
            GROUP BY own_person_id
        ) AS before ON before.own_person_id = change.own_person_id
        WHERE change.person_id != if(before.person_id = nil, change.own_person_id, before.person_id)
    ) AS changed_ids
SELECT
    length(changed_ids) AS ids,
    (
        SELECT uniqExact(event, distinct_id, uuid)
        FROM {{DATABASE}}.event_log
        WHERE distinct_id IN changed_ids
    ) AS events,
    (
        SELECT count()
        FROM {{DATABASE}}.sessions
        WHERE distinct_id IN changed_ids AND session_id GLOBAL IN
        (
            SELECT session_id FROM {{DATABASE}}.event_log WHERE distinct_id IN changed_ids AND session_id != ''
        )
    ) AS sessions;
