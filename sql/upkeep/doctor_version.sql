-- The version of the server.
-- The first question of relay doctor, which tells whether the user may ask at all.
SELECT version();
