"""Reads events and sessions, and tries the rest. usage: clickhouse_connect_reader.py HOST PORT defaults|lz4|zstd|gzip|sqlalchemy"""
import json
import sys
import uuid
from datetime import datetime

import clickhouse_connect
from clickhouse_connect.driver.exceptions import DatabaseError

EVENTS = "SELECT event, distinct_id, person_id, properties FROM events ORDER BY event, properties"
SESSIONS = "SELECT session_id, urls, toUInt32(event_count) FROM sessions"


def show(rows):
    for row in rows:
        print(json.dumps([list(value) if isinstance(value, (list, tuple)) else str(value) if isinstance(value, uuid.UUID) else value for value in row]))


def insert_and_read_back(client):
    client.command(
        "CREATE OR REPLACE TABLE read_back (id UInt32, text LowCardinality(String), ref Nullable(UUID), list Array(String), "
        "at DateTime64(6), extra Map(String, UInt8)) ENGINE = MergeTree ORDER BY id"
    )
    names = ["id", "text", "ref", "list", "at", "extra"]
    at = datetime(2026, 1, 19, 10, 0, 0, 123456)
    rows = [(n, f"text {n % 7}", uuid.UUID(int=n) if n % 2 else None, ["ä"] * (n % 3), at, {"k": n % 256}) for n in range(50_000)]
    client.insert("read_back", rows, column_names=names)
    assert client.query("SELECT * FROM read_back ORDER BY id").result_rows == rows


def keep_a_session(client):
    client.command("CREATE TEMPORARY TABLE picked (distinct_id String)")
    client.insert("picked", [["ann"], ["nobody"]])
    assert client.query("SELECT count() FROM events WHERE distinct_id IN (SELECT distinct_id FROM picked)").result_rows == [(2,)]
    client.command("SET max_block_size = 777")
    setting = "SELECT getSetting('max_block_size')"
    assert client.query(setting, settings={"max_block_size": 5}).result_rows == [(5,)]
    assert client.query(setting).result_rows == [(777,)]


def take_errors(client):
    late = "SELECT throwIf(number = 39000), repeat('x', 100) FROM numbers(40000) SETTINGS max_block_size = 1000"
    for sql, code in [("SELECT nope", 47), (late, 395)]:
        try:
            client.query(sql)
            raise AssertionError(f"no error: {sql}")
        except DatabaseError as error:
            assert f"Code: {code}." in str(error), error


def read_much(client):
    with client.query_row_block_stream("SELECT number, toString(number) FROM numbers(1000000)") as blocks:
        assert sum(row[0] for block in blocks for row in block) == 499999500000


def use_client(host, port, **options):
    client = clickhouse_connect.get_client(host=host, port=port, database="product_analytics", **options)
    show(client.query(EVENTS).result_rows)
    show(client.query(SESSIONS).result_rows)
    for use in (insert_and_read_back, keep_a_session, take_errors, read_much):
        use(client)
    client.close()


def use_sqlalchemy(host, port):
    from sqlalchemy import create_engine, inspect, text

    engine = create_engine(f"clickhousedb://default@{host}:{port}/product_analytics")
    assert {"events", "persons", "sessions"} <= set(inspect(engine).get_table_names() + inspect(engine).get_view_names())
    assert "person_id" in [column["name"] for column in inspect(engine).get_columns("events")]
    with engine.connect() as connection:
        show(connection.execute(text(EVENTS)))
        show(connection.execute(text(SESSIONS)))


host, port, how = sys.argv[1:]
if how == "sqlalchemy":
    use_sqlalchemy(host, int(port))
else:
    use_client(host, int(port), **({} if how == "defaults" else {"compress": how}))
