-- Finds the raw events of some days that are to be deleted.
-- The only call of the rules; the DELETE reads places.
INSERT INTO {{DATABASE}}.erased_raw (received_at, batch_id, seq)
{{RAW}};
