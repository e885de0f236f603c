-- The database of the test event of relay doctor.
-- One of its own, so that the event reaches nothing that somebody reads.
CREATE DATABASE {{DATABASE}}{{ON_CLUSTER}};
