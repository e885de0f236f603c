#include "http_client.h"

#include "support/catch.h"
#include "support/embedded_clickhouse.h"

using embedded_test::gzip;
using embedded_test::Headers;
using embedded_test::query;
using embedded_test::send;
using embedded_test::targetOf;
using test_support::EmbeddedClickHouse;

namespace {

std::size_t countOf(const std::string& text, const std::string& part) {
    std::size_t count = 0;
    for (std::size_t at = text.find(part); at != std::string::npos; at = text.find(part, at + 1)) {
        ++count;
    }
    return count;
}

}  // namespace

TEST_CASE("a setting of one request is not seen by the next") {
    const EmbeddedClickHouse server;
    const std::string sql = "SELECT getSetting('max_block_size'), currentDatabase()";
    const std::string before = query(server.port(), sql);
    CHECK(query(server.port(), sql, "max_block_size=77&database=system") == "77\tsystem");
    CHECK(query(server.port(), sql) == before);
    CHECK(send(server.port(), "POST", "/?param_x=5", "SELECT {x:UInt8}").body == "5\n");
    CHECK(send(server.port(), "POST", "/", "SELECT {x:UInt8}").status != 200);
    query(server.port(), "SET max_block_size = 99");
    CHECK(query(server.port(), sql) == before);
}

TEST_CASE("errors before the first byte carry status, code and text") {
    const EmbeddedClickHouse server;

    struct Case {
        std::string target;
        std::string sql;
        int status;
        std::string code;
    };

    const std::vector<Case> cases{
        {"/", "SELECT * FROM nope", 404, "60"},
        {"/", "SELEC 1", 400, "62"},
        {"/", "SELECT 1; SELECT 2", 400, "62"},
        {"/", "SELECT nope()", 404, "46"},
        {"/", "INSERT INTO nope FORMAT CSV\n1", 404, "60"},
        {"/", "SELECT throwIf(number = 3) FROM numbers(5)", 500, "395"},
        {"/", "SELECT 1 INTO OUTFILE 'x'", 500, "358"},
        {"/?nope=1", "SELECT 1", 404, "115"},
        {"/?max_threads=abc", "SELECT 1", 400, "27"},
        {"/?a%20b%3D1,x=1", "SELECT 1", 404, "115"},
        {"/?database=nope", "SELECT 1", 404, "81"},
        {"/?user=nobody", "SELECT 1", 403, "516"},
        {"/?default_format=CSV%20SETTINGS%20x=1", "SELECT 1", 404, "73"},
        {"/?session_id=s&session_check=1", "SELECT 1", 500, "372"},
        {"/?session_id=s&session_timeout=3601", "SELECT 1", 500, "374"},
    };
    for (const Case& c : cases) {
        const auto reply = send(server.port(), "POST", c.target, c.sql);
        CAPTURE(c.target, c.sql, reply.body);
        CHECK(reply.status == c.status);
        CHECK(reply.header("x-clickhouse-exception-code") == c.code);
        CHECK(reply.body.starts_with("Code: " + c.code + ". DB::Exception: "));
    }
}

TEST_CASE("an error in the middle of a result ends it visibly broken") {
    const EmbeddedClickHouse server;
    const embedded_test::RawConnection client(server.port());
    client.send(
        "GET /?query=SELECT+throwIf(number=1500000)+FROM+numbers(2000000) HTTP/1.1\r\n"
        "Host: x\r\n\r\n"
    );
    const std::string reply = client.readAll();
    CHECK(reply.starts_with("HTTP/1.1 200"));
    CHECK(reply.find("__exception__\r\n") != std::string::npos);
    CHECK(reply.find("Code: 395.") != std::string::npos);
    CHECK_FALSE(reply.ends_with("0\r\n\r\n"));
}

TEST_CASE("wait_end_of_query makes the status tell of a late error") {
    const EmbeddedClickHouse server;
    const std::string sql = "SELECT throwIf(number = 1500000) FROM numbers(2000000)";
    CHECK(send(server.port(), "POST", "/?wait_end_of_query=1", sql).status == 500);
    const std::string good = "SELECT number FROM numbers(2000000)";
    const auto reply = send(server.port(), "POST", "/?wait_end_of_query=1", good);
    CHECK(reply.status == 200);
    CHECK(
        reply.header("x-clickhouse-summary").find("\"read_rows\":\"2000000\"") != std::string::npos
    );
}

TEST_CASE("a long result is one result in formats with a frame") {
    const EmbeddedClickHouse server;
    const std::string sql = "SELECT number AS n FROM numbers(300000) FORMAT ";
    CHECK(countOf(query(server.port(), sql + "CSVWithNames"), "\"n\"\n") == 1);
    const std::string json = query(server.port(), sql + "JSONCompact");
    CHECK(countOf(json, "\"meta\"") == 1);
    CHECK(json.find("\"rows\": 300000,") != std::string::npos);
    CHECK(query(server.port(), "SHOW DATABASES FORMAT JSON").find("\"meta\"") != std::string::npos);
}

TEST_CASE("GET reads only") {
    const EmbeddedClickHouse server;
    query(server.port(), "CREATE TABLE t (a UInt8) ENGINE = Memory");
    for (const char* sql : {"INSERT INTO t VALUES (1)", "DROP TABLE t", "INSERT INTO t SELECT 1"}) {
        const auto reply = send(server.port(), "GET", targetOf(sql));
        CAPTURE(sql);
        CHECK(reply.header("x-clickhouse-exception-code") == "164");
        const auto stubborn = send(server.port(), "GET", targetOf(sql, "readonly=0"));
        CHECK(stubborn.header("x-clickhouse-exception-code") == "164");
    }
    CHECK(send(server.port(), "GET", targetOf("SELECT count() FROM t")).body == "0\n");
    CHECK(send(server.port(), "GET", "/").body == "Ok.\n");
    CHECK(send(server.port(), "GET", "/ping").body == "Ok.\n");
    CHECK(send(server.port(), "GET", "/nope").status == 404);
}

TEST_CASE("one account, by header, Basic or URL") {
    const EmbeddedClickHouse server({.user = "app", .password = "secret"});
    const auto status = [&](const std::string& target, const Headers& headers) {
        return send(server.port(), "POST", target, "SELECT 1", headers).status;
    };
    CHECK(status("/?user=app&password=secret", {}) == 200);
    CHECK(status("/", {{"X-ClickHouse-User", "app"}, {"X-ClickHouse-Key", "secret"}}) == 200);
    CHECK(status("/", {{"Authorization", "Basic YXBwOnNlY3JldA=="}}) == 200);
    CHECK(status("/", {}) == 403);
    CHECK(status("/?user=app", {}) == 403);
    CHECK(status("/?user=app&password=secret2", {}) == 403);
    CHECK(status("/?user=app&password=secre", {}) == 403);
    CHECK(status("/", {{"Authorization", "Basic !"}}) == 403);
    CHECK(status("/", {{"Authorization", "Bearer secret"}}) == 403);
}

TEST_CASE("a query id cannot add headers to the reply") {
    const EmbeddedClickHouse server;
    const auto reply = send(server.port(), "POST", "/?query_id=a%0d%0aX-Evil:%201", "SELECT 1");
    CHECK(reply.status == 200);
    CHECK(reply.header("x-evil").empty());
    CHECK(
        send(server.port(), "POST", "/?query_id=a-1", "").header("x-clickhouse-query-id") == "a-1"
    );
}

TEST_CASE("gzip goes both ways") {
    const EmbeddedClickHouse server;
    const Headers headers{{"Content-Encoding", "gzip"}, {"Accept-Encoding", "gzip"}};
    const std::string sql = "SELECT 'packed'";
    const auto reply = send(server.port(), "POST", "/", gzip(sql), headers);
    CHECK(reply.header("content-encoding") == "gzip");
    CHECK(reply.body.starts_with("\x1f\x8b"));
    const std::string off = "/?enable_http_compression=0";
    CHECK(send(server.port(), "POST", off, gzip(sql), headers).body == "packed\n");
}
