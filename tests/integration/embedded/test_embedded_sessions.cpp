#include "http_client.h"

#include "support/catch.h"
#include "support/embedded_clickhouse.h"

#include <chrono>
#include <functional>
#include <string>
#include <thread>

using embedded_test::query;
using embedded_test::RawConnection;
using embedded_test::send;
using embedded_test::targetOf;
using test_support::EmbeddedClickHouse;

namespace {

const std::string kThreads = "SELECT getSetting('max_threads')";

std::string codeOf(std::uint16_t port, const std::string& sql, const std::string& parameters) {
    return send(port, "POST", "/?" + parameters, sql).header("x-clickhouse-exception-code");
}

std::string get(std::uint16_t port, const std::string& sql, const std::string& parameters) {
    const auto reply = send(port, "GET", targetOf(sql, parameters));
    return reply.status == 200 ? reply.body : reply.header("x-clickhouse-exception-code");
}

bool eventually(const std::function<bool()>& holds) {
    const auto deadline = std::chrono::steady_clock::now() + std::chrono::seconds(20);
    while (!holds()) {
        if (std::chrono::steady_clock::now() > deadline) {
            return false;
        }
        std::this_thread::sleep_for(std::chrono::milliseconds(20));
    }
    return true;
}

// Asked without the session, which the statement would find taken otherwise.
bool isRunning(const EmbeddedClickHouse& server, const std::string& pattern) {
    return query(
               server.port(),
               "SELECT count() FROM system.processes WHERE query ILIKE '" + pattern + "'"
           ) == "1";
}

}  // namespace

TEST_CASE("a session keeps its temporary tables, settings and database, and shows them to no other"
) {
    const EmbeddedClickHouse server;
    const auto ask = [&](const std::string& sql, const std::string& parameters) {
        return query(server.port(), sql, parameters);
    };
    ask("CREATE TEMPORARY TABLE t (a UInt8)", "session_id=one");
    ask("INSERT INTO t FORMAT CSV\n1\n2", "session_id=one");
    ask("SET max_threads = 3", "session_id=one");
    ask("USE system", "session_id=one");
    CHECK(ask("SELECT sum(a) FROM t", "session_id=one") == "3");
    CHECK(ask(kThreads, "session_id=one") == "3");
    CHECK(ask("SELECT currentDatabase()", "session_id=one") == "system");
    for (const std::string other : {"session_id=two", ""}) {
        CHECK(codeOf(server.port(), "SELECT sum(a) FROM t", other) == "60");
        CHECK(ask("SELECT value, changed FROM system.settings WHERE name = 'max_threads'", other)
                  .ends_with("\t0"));
        CHECK(ask("SELECT currentDatabase()", other) == "default");
    }
    ask("DROP TEMPORARY TABLE t", "session_id=one");
    CHECK(codeOf(server.port(), "SELECT sum(a) FROM t", "session_id=one") == "60");
}

TEST_CASE("what a request sets for itself does not stay in its session") {
    const EmbeddedClickHouse server;
    const auto ask = [&](const std::string& sql, const std::string& parameters) {
        return query(server.port(), sql, "session_id=s&" + parameters);
    };
    ask("SET max_threads = 3, format_csv_delimiter = '\\''", "");
    CHECK(ask(kThreads, "max_threads=5&max_block_size=77&format_csv_delimiter=%5C") == "5");
    CHECK(ask(kThreads, "") == "3");
    CHECK(ask("SELECT getSetting('format_csv_delimiter')", "") == "\\'");
    CHECK(ask("SELECT changed FROM system.settings WHERE name = 'max_block_size'", "") == "0");
    CHECK(ask("SELECT currentDatabase()", "database=system") == "system");
    CHECK(ask("SELECT currentDatabase()", "") == "default");
    CHECK(ask("SELECT {x:UInt8}", "param_x=5") == "5");
    CHECK(codeOf(server.port(), "SELECT {x:UInt8}", "session_id=s") == "456");
    ask("SET param_y = 6", "");
    CHECK(ask("SELECT {y:UInt8}", "") == "6");
    CHECK(ask("SELECT {x:UInt8}", "param_x=5") == "5");
    CHECK(codeOf(server.port(), "SELECT {y:UInt8}", "session_id=s") == "456");
    CHECK(codeOf(server.port(), "SELECT 1", "session_id=s&nope=1") == "115");
    CHECK(codeOf(server.port(), "SELECT nope", "session_id=s&max_threads=6") == "47");
    CHECK(ask(kThreads, "") == "3");
}

TEST_CASE("a GET in a session reads, and leaves the session writable") {
    const EmbeddedClickHouse server;
    query(server.port(), "CREATE TABLE kept (a UInt8) ENGINE = MergeTree ORDER BY a");
    for (const std::string session : {"session_id=fresh", "session_id=set"}) {
        CAPTURE(session);
        if (session == "session_id=set") {
            query(server.port(), "SET max_threads = 3", session);
        }
        CHECK(get(server.port(), "SELECT 1", session) == "1\n");
        CHECK(get(server.port(), "INSERT INTO kept SELECT 1", session) == "164");
        CHECK(get(server.port(), "INSERT INTO kept VALUES (1)", session) == "164");
        CHECK(get(server.port(), "DROP TABLE kept", session) == "164");
        CHECK(codeOf(server.port(), "DROP TABLE kept", session + "&readonly=1") == "164");
        query(server.port(), "INSERT INTO kept VALUES (1)", session);
    }
    CHECK(get(server.port(), "CREATE TEMPORARY TABLE t (a UInt8)", "session_id=fresh").empty());
    CHECK(query(server.port(), "SELECT count() FROM kept") == "2");
}

TEST_CASE("a session serves one request at a time") {
    const EmbeddedClickHouse server;
    query(server.port(), "CREATE TABLE t (a UInt8) ENGINE = MergeTree ORDER BY a");
    const RawConnection slow(server.port());
    slow.send(
        "POST /?session_id=s&query=INSERT+INTO+t+FORMAT+CSV HTTP/1.1\r\nHost: x\r\nContent-Length: "
        "4\r\n\r\n1\n"
    );
    REQUIRE(eventually([&] { return isRunning(server, "insert%"); }));
    CHECK(codeOf(server.port(), "SELECT 1", "session_id=s") == "373");
    CHECK(query(server.port(), "SELECT 1", "session_id=other") == "1");
    slow.send("2\n");
    slow.readPast("\r\n0\r\n\r\n");
    CHECK(query(server.port(), "SELECT count() FROM t", "session_id=s") == "2");
}

TEST_CASE("the next request of a session may follow at once, also after an error") {
    const EmbeddedClickHouse server;
    query(server.port(), "SET max_threads = 3", "session_id=s");
    for (int i = 0; i < 200; ++i) {
        CHECK(codeOf(server.port(), "SELECT nope", "session_id=s&max_threads=4") == "47");
        REQUIRE(query(server.port(), kThreads, "session_id=s&max_block_size=9") == "3");
    }
}

TEST_CASE("a session outlives a client that leaves its query, without the settings of that query") {
    const EmbeddedClickHouse server;
    query(server.port(), "SET max_threads = 3", "session_id=s");
    const std::string endless = targetOf(
        "SELECT count() FROM numbers(1000000000000)",
        "session_id=s&max_threads=1&max_block_size=100"
    );
    const auto ask = [&] { return get(server.port(), kThreads, "session_id=s"); };
    {
        const RawConnection client(server.port());
        client.send("GET " + endless + " HTTP/1.1\r\nHost: x\r\n\r\n");
        REQUIRE(eventually([&] { return isRunning(server, "SELECT count() FROM numbers%"); }));
        CHECK(ask() == "373");
    }
    CHECK(eventually([&] { return ask() != "373"; }));
    CHECK(ask() == "3\n");
}

TEST_CASE("a session is gone when its time is over, or when it is closed") {
    const EmbeddedClickHouse server;
    const std::string brief = "session_id=brief&session_timeout=0";
    query(server.port(), "CREATE TEMPORARY TABLE t (a UInt8)", brief);
    CHECK(eventually([&] {
        return codeOf(server.port(), "SELECT 1", brief + "&session_check=1") == "372";
    }));
    CHECK(codeOf(server.port(), "SELECT * FROM t", "session_id=brief") == "60");
    query(server.port(), "CREATE TEMPORARY TABLE t (a UInt8)", "session_id=closed");
    query(server.port(), "SELECT * FROM t", "session_id=closed&close_session=1");
    CHECK(codeOf(server.port(), "SELECT 1", "session_id=closed&session_check=1") == "372");
}

TEST_CASE("the server stops with sessions open") {
    EmbeddedClickHouse server;
    for (int i = 0; i < 50; ++i) {
        query(
            server.port(), "CREATE TEMPORARY TABLE t (a UInt8)", "session_id=" + std::to_string(i)
        );
    }
    CHECK(server.stop() == 0);
}
