#include "block_encoder.h"
#include "block_source.h"
#include "content_coding.h"
#include "http_client.h"

#include "support/catch.h"
#include "support/embedded_clickhouse.h"

#include <string>
#include <vector>

using embedded::ContentCoding;
using embedded_test::Headers;
using embedded_test::query;
using embedded_test::send;
using test_support::EmbeddedClickHouse;

namespace {

std::string pack(embedded::Encoder& encoder, const std::string& text) {
    std::string packed;
    encoder.add(text, packed);
    encoder.finish(packed);
    return packed;
}

std::string pack(ContentCoding coding, const std::string& text) {
    return pack(*embedded::makeEncoder(coding), text);
}

std::string packBlocks(const std::string& text) {
    embedded::BlockEncoder encoder;
    return pack(encoder, text);
}

std::string unpackBlocks(std::string packed) {
    const auto source = embedded::decodeBlocks([&](char* target, std::size_t size) {
        const auto count = packed.copy(target, size);
        packed.erase(0, count);
        return tl::expected<std::size_t, embedded::EngineError>(count);
    });
    std::string text;
    std::string room(100'000, '\0');
    for (auto count = source(room.data(), room.size()); count.value() > 0;
         count = source(room.data(), room.size())) {
        text.append(room, 0, *count);
    }
    return text;
}

std::string rows(int count) {
    std::string csv;
    for (int i = 0; i < count; ++i) {
        csv += std::to_string(i) + ",row " + std::to_string(i % 1000) + "\n";
    }
    return csv;
}

std::string damage(std::string packed, std::size_t at) {
    return packed.replace(at, 300, 300, 'x');
}

const std::string kInsert = "/?query=INSERT+INTO+t+FORMAT+CSV";

// For the reply to a body sent as Content-Encoding, or with decompress=1 where that is empty.
embedded_test::Reply
insert(std::uint16_t port, const std::string& coding, const std::string& packed) {
    const std::string target = coding.empty() ? kInsert + "&decompress=1" : kInsert;
    return send(port, "POST", target, packed, Headers{{"Content-Encoding", coding}});
}

}  // namespace

TEST_CASE("rows are stored from LZ4, Zstandard and compressed blocks") {
    const EmbeddedClickHouse server;
    query(server.port(), "CREATE TABLE t (a UInt64, s String) ENGINE = MergeTree ORDER BY a");
    const auto csv = rows(300'000);
    CHECK(insert(server.port(), "lz4", pack(ContentCoding::kLz4, csv)).status == 200);
    CHECK(insert(server.port(), "zstd", pack(ContentCoding::kZstd, csv)).status == 200);
    CHECK(insert(server.port(), "", packBlocks(csv)).status == 200);
    CHECK(
        query(server.port(), "SELECT count(), uniqExact(a), sum(a) FROM t") ==
        "900000\t300000\t134999550000"
    );
}

TEST_CASE("a statement may come packed too, in a coding within which are blocks") {
    const EmbeddedClickHouse server;
    const std::string sql = "SELECT 'packed'";
    CHECK(send(server.port(), "POST", "/?decompress=1", packBlocks(sql)).body == "packed\n");
    const auto twice = pack(ContentCoding::kZstd, packBlocks(sql));
    const Headers zstd{{"Content-Encoding", "zstd"}};
    CHECK(send(server.port(), "POST", "/?decompress=1", twice, zstd).body == "packed\n");
}

TEST_CASE("a packed body that is cut, damaged or something else stores nothing and says so") {
    const EmbeddedClickHouse server;
    query(server.port(), "CREATE TABLE t (a UInt64, s String) ENGINE = MergeTree ORDER BY a");

    struct Case {
        std::string coding;
        std::string packed;
        std::string cut_code;
        std::string damage_code;
        std::size_t damage_at;  // only blocks have a checksum over all that is in them
    };

    const auto csv = rows(100'000);
    const std::vector<Case> cases{
        {"lz4", pack(ContentCoding::kLz4, csv), "617", "617", 4},
        {"zstd", pack(ContentCoding::kZstd, csv), "562", "562", 4},
        {"", packBlocks(csv), "33", "40", 100},
    };
    const auto code = [&](const Case& c, const std::string& packed) {
        const auto reply = insert(server.port(), c.coding, packed);
        CHECK(reply.status == 500);
        return reply.header("x-clickhouse-exception-code");
    };
    for (const Case& c : cases) {
        CAPTURE(c.coding);
        CHECK(code(c, c.packed.substr(0, c.packed.size() / 2)) == c.cut_code);
        CHECK(code(c, damage(c.packed, c.damage_at)) == c.damage_code);
        CHECK(code(c, csv) == (c.coding.empty() ? "49" : c.damage_code));
    }
    CHECK(query(server.port(), "SELECT count() FROM t") == "0");
    CHECK(
        send(
            server.port(), "POST", kInsert, "", {{"Content-Encoding", "br"}}
        ).header("x-clickhouse-exception-code") == "89"
    );
}

TEST_CASE("a reply is packed as the request asks") {
    const EmbeddedClickHouse server;
    const std::string sql = "SELECT number, toString(number % 1000) FROM numbers(400000)";
    const auto plain = send(server.port(), "POST", "/", sql).body;
    REQUIRE(plain.size() > 3'000'000);
    const auto blocks = send(server.port(), "POST", "/?compress=1", sql);
    CHECK(blocks.header("content-encoding").empty());
    CHECK(blocks.body.size() < plain.size() / 2);
    CHECK(unpackBlocks(blocks.body) == plain);
    for (const std::string coding : {"gzip", "lz4", "zstd"}) {
        const Headers accept{{"Accept-Encoding", coding}};
        const auto reply = send(server.port(), "POST", "/", sql, accept);
        CHECK(reply.header("content-encoding") == coding);
        CHECK(reply.body.size() < plain.size() / 2);
        CHECK(
            send(server.port(), "POST", "/?enable_http_compression=0", sql, accept).body == plain
        );
    }
    CHECK(unpackBlocks(send(server.port(), "POST", "/?compress=1", "SELECT 1").body) == "1\n");
    CHECK(send(server.port(), "POST", "/?compress=1", "CREATE TABLE n (a Int8) ENGINE = Null")
              .body.empty());
}

TEST_CASE("an error within a packed reply ends its stream and cuts the reply") {
    const EmbeddedClickHouse server;
    const embedded_test::RawConnection client(server.port());
    client.send(
        "GET /?compress=1&query=SELECT+throwIf(number=5900000)+FROM+numbers(6000000) HTTP/1.0\r\n"
        "Host: x\r\n\r\n"
    );
    const std::string reply = client.readAll();
    const auto text = unpackBlocks(reply.substr(reply.find("\r\n\r\n") + 4));
    CHECK(reply.starts_with("HTTP/1.1 200"));
    CHECK(text.find("\r\n__exception__\r\n") != std::string::npos);
    CHECK(text.find("Code: 395. DB::Exception: ") != std::string::npos);
    CHECK(text.ends_with("\r\n__exception__\r\n"));
}

TEST_CASE("an error before the reply begins is plain text, whatever was asked for") {
    const EmbeddedClickHouse server;
    const auto reply = send(server.port(), "POST", "/?compress=1", "SELECT nope");
    CHECK(reply.status == 404);
    CHECK(reply.body.starts_with("Code: 47. DB::Exception: "));
}
