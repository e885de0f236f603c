-- How many ids there are to go through.
-- The slices are made by it.
SELECT count() FROM ({{IDS}});
