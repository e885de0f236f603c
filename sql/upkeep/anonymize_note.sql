-- Notes the person whose events stay, by the hash of one id, and the random id that they get. While the table is there, nothing of
-- a suppressed id is deleted before these events are stored under that id; afterwards nothing says whose they were. With fsync, as
-- suppressed_ids.
CREATE TABLE IF NOT EXISTS {{DATABASE}}.anonymized_person{{ON_CLUSTER}}
(
    own_person_id UUID,
    anonymous_id  String,
    batch_id      UUID COMMENT 'Of the raw events that take the place of theirs',
    properties    Array(String) COMMENT 'What goes of the events beside what always does'
)
ENGINE = {{REPLICATED}}MergeTree({{COMMON_PATH}})
ORDER BY own_person_id
SETTINGS fsync_after_insert = 1, fsync_part_directory = 1, min_rows_to_fsync_after_merge = 1;

INSERT INTO {{DATABASE}}.anonymized_person (own_person_id, anonymous_id, batch_id, properties)
SELECT
    {own_person_id:UUID},
    concat('anonymous-', toString(generateUUIDv4())),
    generateUUIDv4(1),
    JSONExtract({properties:String}, 'Array(String)');
