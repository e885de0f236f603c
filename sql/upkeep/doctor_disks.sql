-- Disks with the bytes that are left and all they have.
-- Inserts fail on a full one. Object storage has no end, and says so with huge numbers.
SELECT name, free_space, total_space FROM system.disks WHERE type = 'Local' ORDER BY name;
