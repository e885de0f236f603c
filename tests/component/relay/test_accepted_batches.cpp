#include "relay_fixture.h"
#include "support/batch_id.h"
#include "support/catch.h"

#include <string>

namespace {

using component::kJsonType;
using component::RelayFixture;
using test_support::gzip;
using test_support::makeRequest;

constexpr std::size_t kBatchIdSize = 49;  // of the member: its name, and a UUID
const std::string kOneStored = R"({"status":"ok","ingested":1,"dropped":0})";
const std::string kJson(kJsonType);

std::string insertedBody(RelayFixture& relay) {
    const auto inserts = relay.clickhouse().requests("INSERT");
    REQUIRE(inserts.size() == 1);
    return inserts.front().body;
}

}  // namespace

TEST_CASE("a batch is stored and answered with its count") {
    RelayFixture relay;
    const auto reply = relay.postJson(component::makeBatch(2));
    CHECK(reply.status == 200);
    CHECK(
        test_support::withoutBatchId(reply.body) == R"({"status":"ok","ingested":2,"dropped":0})"
    );
    const auto rows = insertedBody(relay);
    const auto batch_id = reply.body.substr(reply.body.find(R"("batch_id")"), kBatchIdSize);
    CHECK(rows.starts_with("{" + batch_id + ","));
    CHECK(rows.find(R"("event":{"event":"e","distinct_id":"d"})") != std::string::npos);
    CHECK(rows.find(R"("seq":1,)") != std::string::npos);
    CHECK(rows.find(R"("api_key":"key_a")") != std::string::npos);
    CHECK(rows.find(R"("ip":"127.0.0.1")") != std::string::npos);
}

TEST_CASE("what a browser asks of those who receive its events is stored with them") {
    const auto [headers, stored] = GENERATE(
        std::pair("Sec-GPC: 1\r\n", R"("privacy":"gpc",)"),
        std::pair("DNT: 1\r\n", R"("privacy":"dnt",)"),
        std::pair("Sec-GPC: 1\r\nDNT: 1\r\n", R"("privacy":"gpc,dnt",)"),
        std::pair("Sec-GPC: 0\r\nDNT: 0\r\n", "")
    );
    RelayFixture relay;
    const auto request = makeRequest("POST", "/batch/", kJson + headers, component::makeBatch(1));
    REQUIRE(relay.exchange(request).status == 200);
    const auto rows = insertedBody(relay);
    CHECK(rows.find(stored) != std::string::npos);
    CHECK((rows.find("privacy") == std::string::npos) == std::string_view(stored).empty());
}

TEST_CASE("a bad event is stored too, and told with its index and reason") {
    RelayFixture relay;
    const auto reply = relay.postJson(
        R"({"api_key":"key_a","batch":[{"event":"e","distinct_id":"d"},7,{"event":"e"}]})"
    );
    CHECK(reply.status == 200);
    CHECK(
        test_support::withoutBatchId(reply.body) ==
        R"({"status":"ok","ingested":1,"dropped":2,"rejected":[)"
        R"({"index":1,"reason":"not_an_object"},{"index":2,"reason":"missing_distinct_id"}]})"
    );
    CHECK(insertedBody(relay).find(R"("event":"7"})") != std::string::npos);
}

TEST_CASE("a batch of bad events alone is still a success") {
    const RelayFixture relay;
    const auto reply = relay.postJson(R"({"api_key":"key_a","batch":[null]})");
    CHECK(reply.status == 200);
    CHECK(reply.body.starts_with(R"({"status":"ok","ingested":0,"dropped":1,)"));
    CHECK(relay.insertCount() == 1);
}

TEST_CASE("path, type and encoding may be written in every allowed way") {
    const RelayFixture relay;
    const auto batch = component::makeBatch(1);
    const std::string request = GENERATE_COPY(
        makeRequest("POST", "/batch", kJson, batch),
        makeRequest("POST", "/batch/?ip=1", kJson, batch),
        makeRequest("POST", "/batch/", "content-type: Application/JSON; charset=utf-8\r\n", batch),
        makeRequest("POST", "/batch/", kJson + "Content-Encoding: identity\r\n", batch),
        makeRequest("POST", "/batch/", kJson + "Content-Encoding: GZIP\r\n", gzip(batch)),
        makeRequest(
            "POST",
            "/batch/",
            kJson + "Content-Encoding: gzip\r\n",
            gzip(batch.substr(0, 20)) + gzip(batch.substr(20))
        )
    );
    CHECK(test_support::withoutBatchId(relay.exchange(request).body) == kOneStored);
}

TEST_CASE("NDJSON takes its key from the bearer token or from the events") {
    const RelayFixture relay;
    const std::string type = "Content-Type: application/x-ndjson\r\n";
    const std::string bearer = type + "Authorization: bearer key_a\r\n";
    const std::string line = R"({"event":"e","distinct_id":"d"})";
    const std::string with_key = R"({"event":"e","distinct_id":"d","api_key":"key_a"})";
    CHECK(
        test_support::withoutBatchId(
            relay.exchange(makeRequest("POST", "/batch/", bearer, line + "\n")).body
        ) == kOneStored
    );
    CHECK(
        test_support::withoutBatchId(
            relay.exchange(makeRequest("POST", "/batch/", type, with_key)).body
        ) == kOneStored
    );
    const auto mixed = relay.exchange(makeRequest("POST", "/batch/", bearer, line + "\n{oops\n"));
    CHECK(mixed.status == 200);
    CHECK(mixed.body.find(R"({"index":1,"reason":"malformed_json"})") != std::string::npos);
}

TEST_CASE("JSON takes its key from the bearer token, too") {
    const RelayFixture relay;
    const auto head = kJson + "Authorization: Bearer key_a\r\n";
    const std::string batch = R"({"batch":[{"event":"e","distinct_id":"d"}]})";
    CHECK(
        test_support::withoutBatchId(
            relay.exchange(makeRequest("POST", "/batch/", head, batch)).body
        ) == kOneStored
    );
}

TEST_CASE("a listed origin may leave the key out") {
    const RelayFixture relay;
    const auto reply = relay.exchange(makeRequest(
        "POST",
        "/batch/",
        kJson + "Origin: https://app.example\r\n",
        R"({"batch":[{"event":"e","distinct_id":"d"}]})"
    ));
    CHECK(test_support::withoutBatchId(reply.body) == kOneStored);
}

TEST_CASE("chunks without a length are read to their end") {
    const RelayFixture relay;
    const auto batch = component::makeBatch(1);
    const std::string rest = batch.substr(5);
    std::string size(1, "0123456789abcdef"[rest.size() / 16]);
    size += "0123456789abcdef"[rest.size() % 16];
    const auto reply = relay.exchange(
        "POST /batch/ HTTP/1.1\r\nHost: relay\r\nTransfer-Encoding: chunked\r\n" + kJson +
        "\r\n5\r\n" + batch.substr(0, 5) + "\r\n" + size + ";x=y\r\n" + rest + "\r\n0\r\n\r\n"
    );
    CHECK(test_support::withoutBatchId(reply.body) == kOneStored);
}

TEST_CASE("bytes that are no UTF-8 are stored as they came") {
    RelayFixture relay;
    const std::string odd =
        "{\"event\":\"e\",\"distinct_id\":\"d\",\"properties\":{\"a\":\"\xff\xc3\"}}";
    CHECK(
        test_support::withoutBatchId(
            relay.postJson(R"({"api_key":"key_a","batch":[)" + odd + "]}").body
        ) == kOneStored
    );
    CHECK(insertedBody(relay).find(odd) != std::string::npos);
}

TEST_CASE("an event nested too deeply is rejected by itself") {
    const RelayFixture relay;
    const std::string deep = std::string(5000, '[') + std::string(5000, ']');
    const auto reply = relay.postJson(
        R"({"api_key":"key_a","batch":[{"event":"e","distinct_id":"d","properties":{"a":)" + deep +
        R"(}},{"event":"e","distinct_id":"d"}]})"
    );
    CHECK(reply.status == 200);
    CHECK(reply.body.find(R"({"index":0,"reason":"nesting_too_deep"})") != std::string::npos);
}
