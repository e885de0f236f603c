-- About how many ids the decision changed since a time.
-- A decision is stored only when it changes something.
SELECT uniqExact(own_person_id) FROM {{DATABASE}}.person_ids WHERE decided_at >= {since:DateTime64(6, 'UTC')};
