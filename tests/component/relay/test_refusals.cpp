#include "relay_fixture.h"
#include "support/batch_id.h"
#include "support/catch.h"

#include <string>
#include <vector>

// Every row of the table of replies in docs/api.md: its status, and that nothing reached
// ClickHouse.
namespace {

using component::kJsonType;
using component::makeConfig;
using component::RelayFixture;
using test_support::makeRequest;

const std::string kBatch = component::makeBatch(1);
const std::string kJson(kJsonType);

struct Case {
    std::string what;
    std::string request;
    int status;
};

std::string post(const std::string& headers, const std::string& body) {
    return makeRequest("POST", "/batch/", headers, body);
}

void checkAll(const std::vector<Case>& cases, const relay::Config& config = makeConfig()) {
    const RelayFixture relay(config);
    for (const auto& refused : cases) {
        INFO(refused.what);
        const auto reply = relay.exchange(refused.request);
        CHECK(reply.status == refused.status);
        CHECK(reply.body.starts_with(R"({"status":"error","error":")"));
        CHECK(reply.headers.at("content-type") == "application/json");
    }
    CHECK(relay.insertCount() == 0);
}

}  // namespace

TEST_CASE("requests that name no endpoint are refused") {
    checkAll({
        {"unknown path", makeRequest("POST", "/collect/", kJson, kBatch), 404},
        {"path in other case", makeRequest("POST", "/Batch/", kJson, kBatch), 404},
        {"two slashes", makeRequest("POST", "//batch/", kJson, kBatch), 404},
        {"GET on batch", makeRequest("GET", "/batch/", "", ""), 405},
        {"PUT on batch", makeRequest("PUT", "/batch/", kJson, kBatch), 405},
        {"POST on health", makeRequest("POST", "/health", kJson, "{}"), 405},
    });
}

TEST_CASE("origins that are not listed exactly are refused") {
    std::vector<Case> cases;
    for (const std::string origin :
         {"https://evil.example",
          "http://app.example",
          "https://app.example:444",
          "https://app.example/",
          "https://APP.example",
          "https://app.example.evil.example",
          "null",
          "https://app.example, https://evil.example"}) {
        cases.push_back({origin, post(kJson + "Origin: " + origin + "\r\n", kBatch), 403});
    }
    checkAll(cases);
}

TEST_CASE("content types and encodings that the relay does not read are refused") {
    checkAll({
        {"no type", post("", kBatch), 415},
        {"web page", post("Content-Type: text/html\r\n", kBatch), 415},
        {"type prefix", post("Content-Type: application/jsonp\r\n", kBatch), 415},
        {"brotli", post(kJson + "Content-Encoding: br\r\n", kBatch), 415},
        {"gzip twice", post(kJson + "Content-Encoding: gzip, gzip\r\n", kBatch), 415},
        {"parameter", makeRequest("POST", "/batch/?compression=lz64", kJson, kBatch), 415},
    });
}

TEST_CASE("bodies that are no batch are refused") {
    const std::string key = R"({"api_key":"key_a",)";
    checkAll({
        {"empty", post(kJson, ""), 400},
        {"no JSON", post(kJson, "hello"), 400},
        {"cut JSON", post(kJson, kBatch.substr(0, kBatch.size() - 1)), 400},
        {"array", post(kJson, "[]"), 400},
        {"no batch", post(kJson, key + R"("batches":[]})"), 400},
        {"batch is an object", post(kJson, key + R"("batch":{}})"), 400},
        {"empty batch", post(kJson, key + R"("batch":[]})"), 400},
        {"two keys", post(kJson, key + R"("batch":[{"event":"e","api_key":"key_b"}]})"), 400},
        {"NUL in the text", post(kJson, kBatch + std::string(1, '\0')), 400},
        {"no gzip", post(kJson + "Content-Encoding: gzip\r\n", kBatch), 400},
    });
}

TEST_CASE("a body that is no JSON is told where it breaks, and one bad event is not its fault") {
    const RelayFixture relay;
    CHECK(
        relay.postJson(R"({"api_key":"key_a","batch":[{"event":"e"})").body ==
        R"({"status":"error","error":"body is not valid JSON at byte 41"})"
    );
    CHECK(
        test_support::withoutBatchId(
            relay.postJson(R"({"api_key":"key_a","batch":[{"event":NaN}]})").body
        ) ==
        R"({"status":"ok","ingested":0,"dropped":1,"rejected":[{"index":0,"reason":"malformed_json"}]})"
    );
}

TEST_CASE("keys that are missing, wrong or unknown are refused") {
    const std::string events = R"("batch":[{"event":"e","distinct_id":"d"}]})";
    const std::string origin = "Origin: https://app.example\r\n";
    const std::string ndjson = "Content-Type: application/x-ndjson\r\n";
    const std::string line = R"({"event":"e","distinct_id":"d"})";
    checkAll({
        {"no key", post(kJson, "{" + events), 401},
        {"unknown key", post(kJson, R"({"api_key":"key_b",)" + events), 401},
        {"prefix of a key", post(kJson, R"({"api_key":"key_",)" + events), 401},
        {"unknown, listed origin", post(kJson + origin, R"({"api_key":"x",)" + events), 401},
        {"ndjson without key", post(ndjson, line), 401},
        {"bearer unknown", post(ndjson + "Authorization: Bearer x\r\n", line), 401},
        {"bearer unknown, JSON", post(kJson + "Authorization: Bearer x\r\n", "{" + events), 401},
        {"two keys, JSON",
         post(kJson + "Authorization: Bearer key_a\r\n", R"({"api_key":"key_b",)" + events),
         400},
        {"two keys",
         post(
             ndjson + "Authorization: Bearer key_a\r\n",
             R"({"event":"e","distinct_id":"d","api_key":"key_b"})"
         ),
         400},
    });
}

TEST_CASE("REQUIRE_API_KEY asks listed origins for a key as well") {
    auto config = makeConfig();
    config.require_api_key = true;
    const std::string origin = "Origin: https://app.example\r\n";
    checkAll({{"no key", post(kJson + origin, R"({"batch":[{"event":"e"}]})"), 401}}, config);
}

TEST_CASE("without any key configured only listed origins may write") {
    auto config = makeConfig();
    config.public_api_keys.clear();
    checkAll({{"no origin", post(kJson, kBatch), 401}}, config);
}

TEST_CASE("checks come in the order of the table") {
    const std::string evil = "Origin: https://evil.example\r\n";
    const auto too_many = component::makeBatch(3);
    auto config = makeConfig();
    config.max_events_per_batch = 2;
    config.max_batch_bytes = 1000;
    std::string no_key = too_many;
    no_key.replace(no_key.find("key_a"), 5, "key_b");
    checkAll(
        {
            {"path before origin", makeRequest("POST", "/x", evil, kBatch), 404},
            {"origin before type", post(evil, kBatch), 403},
            {"type before encoding", post("Content-Encoding: br\r\n", kBatch), 415},
            {"encoding before size",
             post(kJson + "Content-Encoding: br\r\n", std::string(2000, ' ')),
             415},
            {"size before JSON", post(kJson, std::string(1001, 'x')), 413},
            {"key before count", post(kJson, no_key), 401},
            {"count", post(kJson, too_many), 413},
        },
        config
    );
}

TEST_CASE("requests whose end is unclear are refused") {
    const std::string start = "POST /batch/ HTTP/1.1\r\nHost: relay\r\n" + kJson;
    const std::string chunked = "Transfer-Encoding: chunked\r\n";
    checkAll({
        {"length and chunks", start + chunked + "Content-Length: 3\r\n\r\n0\r\n\r\n", 400},
        {"two lengths", start + "Content-Length: 3\r\nContent-Length: 4\r\n\r\nabcd", 400},
        {"negative length", start + "Content-Length: -3\r\n\r\nabc", 400},
        {"blank before the colon", start + "Content-Length : 3\r\n\r\nabc", 400},
        {"other transfer coding", start + "Transfer-Encoding: gzip, chunked\r\n\r\n", 400},
    });
}

TEST_CASE("a head that is no HTTP is refused and ends the connection") {
    const std::string start = "POST /batch/ HTTP/1.1\r\n" + kJson;
    const std::string request = GENERATE_COPY(
        start + "Content-Length: 3x\r\n\r\n" + kBatch,
        start + "Content-Length: 0x21\r\n\r\n" + kBatch,
        start + "Content-Length: 99999999999999999999\r\n\r\n" + kBatch,
        start + "Content-Length: \r\n\r\n" + kBatch,
        std::string("garbage\r\n\r\n"),
        std::string(100, 'G') + " / HTTP/1.1\r\n\r\n",
        "POST /" + std::string(100'000, 'p') + " HTTP/1.1\r\n\r\n"
    );
    CAPTURE(request.substr(0, 200));
    const RelayFixture relay;
    test_support::RawHttpClient client(relay.port());
    client.send(request);
    const auto reply = client.receive();
    CHECK(reply.status == 400);
    CHECK(reply.body == R"({"status":"error","error":"malformed HTTP request"})");
    CHECK(client.isClosedByServer());
    CHECK(relay.insertCount() == 0);
}

TEST_CASE("an unknown bearer key is refused before the body is sent") {
    const RelayFixture relay;
    test_support::RawHttpClient client(relay.port());
    client.send(
        "POST /batch/ HTTP/1.1\r\nHost: r\r\nContent-Type: application/x-ndjson\r\n"
        "Authorization: Bearer key_b\r\nContent-Length: 100\r\n\r\n"
    );
    CHECK(client.receive().status == 401);
}
