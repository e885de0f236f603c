-- Whether the user has a grant: 1 or 0.
-- relay doctor asks for each one that relay serve needs on tables of the database.
CHECK GRANT {{GRANT}};
