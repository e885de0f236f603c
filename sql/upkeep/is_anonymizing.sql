-- Whether events of a person are still to be made anonymous.
-- The table is dropped at the end.
EXISTS TABLE {{DATABASE}}.anonymized_person;
