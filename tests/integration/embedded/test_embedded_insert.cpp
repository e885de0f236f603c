#include "http_client.h"

#include "support/catch.h"
#include "support/embedded_clickhouse.h"

#include <sstream>

using embedded_test::gzip;
using embedded_test::query;
using embedded_test::RawConnection;
using embedded_test::send;
using embedded_test::targetOf;
using test_support::EmbeddedClickHouse;

namespace {

constexpr const char* kCreate =
    "CREATE TABLE t (a UInt64, s String) ENGINE = MergeTree ORDER BY a "
    "SETTINGS non_replicated_deduplication_window = 100";

const std::string kInsert = "INSERT INTO t FORMAT JSONEachRow";

std::string rows(int count, std::size_t padding = 0) {
    std::string text;
    for (int i = 0; i < count; ++i) {
        text += "{\"a\":" + std::to_string(i) + ",\"s\":\"" + std::string(padding, 'x') + "\"}\n";
    }
    return text;
}

std::string head(const std::string& extra) {
    return "POST " + targetOf(kInsert) + " HTTP/1.1\r\nHost: x\r\n" + extra + "\r\n";
}

std::string chunk(const std::string& data) {
    std::ostringstream text;
    text << std::hex << data.size() << "\r\n" << data << "\r\n";
    return text.str();
}

}  // namespace

TEST_CASE("the rows of an INSERT may come in many shapes") {
    const EmbeddedClickHouse server;
    const auto post = [&](const std::string& target, const std::string& body) {
        const auto reply = send(server.port(), "POST", target, body);
        CAPTURE(target, body, reply.body);
        CHECK(reply.status == 200);
    };
    query(server.port(), "CREATE TABLE t (a UInt64, s String) ENGINE = Memory");
    post(targetOf(kInsert), rows(2));
    post("/", kInsert + "\n" + rows(2));
    post("/", kInsert + " " + rows(2));
    post(targetOf("INSERT INTO t"), "FORMAT JSONEachRow\n" + rows(2));
    post(targetOf("INSERT INTO t (s, a) VALUES"), "('x', 1), ('FORMAT;', 2)");
    post("/", "INSERT INTO t (a, s) VALUES (1 + 1, 'it''s'), (2, upper('b'));");
    post("/", "INSERT INTO t SETTINGS max_insert_threads = 1 FORMAT CSV\n7,\"a\"\n8,\"b\"\n");
    post("/", "INSERT INTO t FORMAT TSV SETTINGS max_insert_threads=1\n7\ta\n8\tb\n");
    post("/?database=system", "INSERT INTO default.t SELECT number, '' FROM numbers(2)");
    post(targetOf(kInsert), "");
    CHECK(query(server.port(), "SELECT count() FROM t") == "18");
}

TEST_CASE("one INSERT of 20 MB is one part, and its summary counts it") {
    const EmbeddedClickHouse server;
    query(server.port(), kCreate);
    const auto reply = send(server.port(), "POST", targetOf(kInsert), rows(10'000, 2'000));
    CHECK(reply.status == 200);
    CHECK(
        reply.header("x-clickhouse-summary").find("\"written_rows\":\"10000\"") != std::string::npos
    );
    CHECK(query(server.port(), "SELECT rows FROM system.parts WHERE table = 't'") == "10000");
}

TEST_CASE("a retried INSERT with the same token is stored once") {
    const EmbeddedClickHouse server;
    query(server.port(), kCreate);
    const std::string target = targetOf(kInsert, "insert_deduplication_token=");
    send(server.port(), "POST", target + "one", rows(3));
    send(server.port(), "POST", target + "one", rows(3));
    CHECK(query(server.port(), "SELECT count() FROM t") == "3");
    send(server.port(), "POST", target + "two", rows(3));
    CHECK(query(server.port(), "SELECT count() FROM t") == "6");
}

TEST_CASE("settings in the URL reach the parser of the rows") {
    const EmbeddedClickHouse server;
    query(server.port(), kCreate);
    const std::string row = R"({"a":1,"zz":1})";
    const std::string skip = "input_format_skip_unknown_fields=";
    CHECK(send(server.port(), "POST", targetOf(kInsert, skip + "1"), row).status == 200);
    const auto strict = send(server.port(), "POST", targetOf(kInsert, skip + "0"), row);
    CHECK(strict.header("x-clickhouse-exception-code") == "117");
    CHECK(query(server.port(), "SELECT count() FROM t") == "1");
}

TEST_CASE("a garbled or cut body stores nothing") {
    const EmbeddedClickHouse server;
    query(server.port(), kCreate);
    const std::string packed = gzip(rows(50'000, 20));
    const embedded_test::Headers headers{{"Content-Encoding", "gzip"}};
    const auto post = [&](const std::string& body) {
        return send(server.port(), "POST", targetOf(kInsert), body, headers).status;
    };
    CHECK(post(packed.substr(0, packed.size() - 1)) == 500);
    CHECK(post(packed.substr(0, packed.size() / 2)) == 500);
    CHECK(post(packed + "x") == 500);
    CHECK(post("not gzip") == 500);
    CHECK(send(server.port(), "POST", targetOf(kInsert), rows(9) + "{\"a\":").status != 200);
    CHECK(query(server.port(), "SELECT count() FROM t") == "0");
    CHECK(post(gzip(rows(2)) + gzip(rows(3))) == 200);
    CHECK(query(server.port(), "SELECT count() FROM t") == "5");
}

TEST_CASE("a chunked body is taken only with its last chunk") {
    const EmbeddedClickHouse server;
    query(server.port(), kCreate);
    const std::string start = head("Transfer-Encoding: chunked\r\nConnection: close\r\n");
    const std::string row = rows(1);
    const std::string end = "0\r\n\r\n";
    for (const std::string& body : {
             chunk(row),
             chunk(row) + "zz\r\n",
             chunk(row) + "5\r\nab",
             chunk(row) + "0\r\n",
         }) {
        const RawConnection client(server.port());
        client.send(start + body);
        client.finishSending();
        CHECK_FALSE(client.readAll().starts_with("HTTP/1.1 200"));
    }
    CHECK(query(server.port(), "SELECT count() FROM t") == "0");
    const RawConnection client(server.port());
    client.send(start + chunk(row) + chunk(row.substr(0, 4)) + chunk(row.substr(4)) + end);
    CHECK(client.readAll().starts_with("HTTP/1.1 200"));
    CHECK(query(server.port(), "SELECT count() FROM t") == "2");
}

TEST_CASE("a client that leaves in the middle of its rows stores nothing") {
    const EmbeddedClickHouse server;
    query(server.port(), kCreate);
    for (int i = 0; i < 3; ++i) {
        const RawConnection client(server.port());
        client.send(head("Content-Length: 90000000\r\n") + rows(20'000, 100));
    }
    CHECK(query(server.port(), "SELECT count() FROM t") == "0");
    query(server.port(), "DROP TABLE t SYNC");
}

TEST_CASE("what follows a refused body is never taken for a request") {
    const EmbeddedClickHouse server;
    const std::string smuggled =
        "POST /?query=CREATE+DATABASE+smuggled HTTP/1.1\r\nHost: x\r\n"
        "Content-Length: 0\r\n\r\n";
    const std::string rest =
        " HTTP/1.1\r\nHost: x\r\nContent-Length: " + std::to_string(smuggled.size()) + "\r\n\r\n" +
        smuggled;
    for (const std::string target :
         {"/?user=nobody", "/nope", "/?session_id=a&session_check=1", "/ping"}) {
        const RawConnection client(server.port());
        client.send("POST " + target);
        client.send(rest);
        client.finishSending();
        const std::string replies = client.readAll();
        CAPTURE(replies);
        CHECK(replies.find("HTTP/1.1", 1) == std::string::npos);
    }
    CHECK(
        query(server.port(), "SELECT count() FROM system.databases WHERE name = 'smuggled'") == "0"
    );
}

TEST_CASE("a body whose end is not clear is refused at once") {
    const EmbeddedClickHouse server;
    query(server.port(), kCreate);
    const std::string row = rows(1);
    const std::string length = "Content-Length: " + std::to_string(row.size()) + "\r\n";
    for (const std::string& headers : {
             std::string("Content-Length: -5\r\n"),
             std::string("Content-Length: +5\r\n"),
             length + "Content-Length: 5\r\n",
             length + "Transfer-Encoding: chunked\r\n",
             std::string("Transfer-Encoding: gzip, chunked\r\n"),
         }) {
        const RawConnection client(server.port());
        client.send(head(headers) + row);
        const std::string reply = client.readAll();
        CAPTURE(headers, reply);
        CHECK(reply.starts_with("HTTP/1.1 400"));
        CHECK(reply.find("HTTP/1.1", 1) == std::string::npos);
    }
    CHECK(query(server.port(), "SELECT count() FROM t") == "0");
}

TEST_CASE("a Content-Length that is no number ends the connection") {
    const EmbeddedClickHouse server;
    for (const std::string value : {"five", "5x", "99999999999999999999"}) {
        const RawConnection client(server.port());
        client.send(head("Content-Length: " + value + "\r\n") + rows(1));
        CAPTURE(value);
        CHECK(client.readAll().find(" 200 ") == std::string::npos);
    }
}
