#include "relay_fixture.h"
#include "support/batch_id.h"
#include "support/catch.h"

#include <string>

namespace {

using component::RelayFixture;
using test_support::gzip;
using test_support::makeRequest;

const std::string kPlain = "Content-Type: text/plain\r\n";
const std::string kForm = "Content-Type: application/x-www-form-urlencoded\r\n";
const std::string kJson(component::kJsonType);
const std::string kOrigin = "Origin: https://app.example\r\n";
const std::string kOneStored = R"({"status":"ok","ingested":1,"dropped":0})";
const std::string kEvent = R"({"event":"e","properties":{"distinct_id":"d","token":"key_a"}})";

}  // namespace

TEST_CASE("bodies of PostHog's SDKs are read whatever their headers say") {
    const RelayFixture relay;
    const std::string path =
        GENERATE("/e/", "/i/v0/e/?ip=1&_=1767225600000&ver=1.2", "/capture", "/track/", "/engage");
    const auto batch = R"({"api_key":"key_a","batch":[)" + kEvent + "]}";
    // base64 of [{"event":"e","properties":{"distinct_id":"d","token":"key_a"}}]
    const std::string base64 =
        "W3siZXZlbnQiOiJlIiwicHJvcGVydGllcyI6eyJkaXN0aW5jdF9pZCI6ImQiLCJ0b2tlbiI6ImtleV9hIn19XQ==";
    for (const auto& request :
         {makeRequest("POST", path, kPlain, gzip("[" + kEvent + "]")),
          makeRequest("POST", path, kPlain, gzip(kEvent)),
          makeRequest("POST", path, kJson, kEvent),
          makeRequest("POST", path, kJson, batch),
          makeRequest(
              "POST", path, kForm, "data=" + base64.substr(0, base64.size() - 2) + "%3D%3D"
          ),
          makeRequest("POST", path, kPlain, base64),
          makeRequest("POST", path, kJson + "Content-Encoding: gzip\r\n", gzip(batch))}) {
        CHECK(test_support::withoutBatchId(relay.exchange(request).body) == kOneStored);
    }
    CHECK(relay.insertCount() == 7);
}

TEST_CASE("the sending clock may be in the address") {
    RelayFixture relay;
    CHECK(relay.exchange(makeRequest("POST", "/e/?_=1767225600000", kJson, kEvent)).status == 200);
    const auto inserts = relay.clickhouse().requests("INSERT");
    REQUIRE(inserts.size() == 1);
    CHECK(inserts[0].body.find(R"("sent_at":"1767225600000")") != std::string::npos);
}

TEST_CASE("the checks are those of a batch") {
    const RelayFixture relay;
    const std::string unknown = R"({"event":"e","properties":{"distinct_id":"d","token":"x"}})";
    CHECK(relay.exchange(makeRequest("POST", "/e/", kJson, unknown)).status == 401);
    CHECK(relay.exchange(makeRequest("POST", "/e/", kJson + kOrigin, unknown)).status == 401);
    CHECK(relay.exchange(makeRequest("POST", "/e/", kJson, R"({"event":"e"})")).status == 401);
    CHECK(
        relay.exchange(makeRequest("POST", "/e/", kJson + "Origin: https://b.example\r\n", kEvent))
            .status == 403
    );
    CHECK(
        relay.exchange(makeRequest("POST", "/e/?compression=lz64", kPlain, kEvent)).status == 415
    );
    CHECK(relay.exchange(makeRequest("POST", "/e/", kPlain, "hello")).status == 400);
    CHECK(relay.insertCount() == 0);
}

TEST_CASE("what an SDK asks beside events is answered for good") {
    const RelayFixture relay;
    test_support::RawHttpClient client(relay.port());
    client.send(makeRequest("POST", "/flags/?v=2", kPlain, gzip("{}")));
    CHECK(client.receive().body.find(R"("featureFlags":{})") != std::string::npos);
    client.send(makeRequest("POST", "/decide/?v=3", kForm + kOrigin, "data=e30%3D"));
    const auto decision = client.receive();
    CHECK(decision.body.find(R"("enable_collect_everything":true)") != std::string::npos);
    CHECK(decision.headers.at("access-control-allow-credentials") == "true");
    client.send(makeRequest("GET", "/api/feature_flag/local_evaluation", "", ""));
    CHECK(client.receive().body == R"({"flags":[],"group_type_mapping":{},"cohorts":{}})");
    client.send(makeRequest("POST", "/s/", kJson, "[]"));
    CHECK(client.receive().body == R"({"status":1})");
    CHECK(relay.insertCount() == 0);
}

TEST_CASE("the configuration of posthog-js is given for known keys alone") {
    const RelayFixture relay;
    const auto config = relay.exchange(makeRequest("GET", "/array/key_a/config", kOrigin, ""));
    CHECK(config.status == 200);
    CHECK(config.body.starts_with(R"({"token":"key_a","supportedCompression":["gzip","gzip-js"])"));
    const auto script = relay.exchange(makeRequest("GET", "/array/key_a/config.js", kOrigin, ""));
    CHECK(script.headers.at("content-type").starts_with("application/javascript"));
    CHECK(
        script.body.find("[\"key_a\"]={config:" + config.body + ",siteApps:[]};") !=
        std::string::npos
    );
    CHECK(relay.exchange(makeRequest("GET", "/array/x/config", kOrigin, "")).status == 401);
    CHECK(relay.exchange(makeRequest("GET", "/array/x\"/config.js", kOrigin, "")).status == 401);
}
