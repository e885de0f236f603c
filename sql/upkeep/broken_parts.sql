-- Parts that ClickHouse set aside because it could not read them.
-- What they held is missing from their table.
SELECT count() FROM system.detached_parts WHERE database = '{{DATABASE}}' AND startsWith(reason, 'broken');
