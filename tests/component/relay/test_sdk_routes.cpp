#include "endpoints/capture_routes.h"
#include "relay_fixture.h"
#include "support/batch_id.h"
#include "support/catch.h"

#include <string>

// The routes of Segment's, RudderStack's and Jitsu's SDKs, and of PostHog's capture V1.
namespace {

using component::RelayFixture;
using test_support::gzip;
using test_support::makeRequest;

const std::string kJson(component::kJsonType);
const std::string kForm = "Content-Type: application/x-www-form-urlencoded\r\n";
const std::string kPlain = "Content-Type: text/plain\r\n";
const std::string kOrigin = "Origin: https://app.example\r\n";
const std::string kBasic = "Authorization: Basic a2V5X2E6\r\n";  // of "key_a:"
const std::string kMessage = R"({"type":"page","userId":"u"})";
const std::string kSuccess = R"({"success":true,"ingested":1,"dropped":0})";

std::string batchOf(const std::string& message, const std::string& members = "") {
    return "{\"batch\":[" + message + "]" + members + "}";
}

}  // namespace

TEST_CASE("a batch of messages is read however its SDK sends it") {
    RelayFixture relay;
    for (const auto& request :
         {makeRequest("POST", "/v1/batch", kJson + kBasic, batchOf(kMessage)),
          makeRequest("POST", "/v1/b/", kPlain, batchOf(kMessage, R"(,"writeKey":"key_a")")),
          makeRequest("POST", "/v1/import", kForm + kBasic, gzip(batchOf(kMessage))),
          makeRequest("POST", "/beacon/v1/batch?writeKey=key_a", kPlain, batchOf(kMessage)),
          makeRequest("POST", "/v1/page", kJson + kBasic, R"({"userId":"u"})"),
          makeRequest("POST", "/v1/p", kJson, R"({"userId":"u","writeKey":"key_a"})")}) {
        CHECK(test_support::withoutBatchId(relay.exchange(request).body) == kSuccess);
    }
    const auto inserts = relay.clickhouse().requests("INSERT");
    REQUIRE(inserts.size() == 6);
    CHECK(inserts[0].body.find(R"("dialect":"segment",)") != std::string::npos);
    CHECK(inserts[4].body.find(R"("dialect":"segment/page",)") != std::string::npos);
}

TEST_CASE("a message of Jitsu names its key in a header, and a masked one in the body") {
    const RelayFixture relay;
    const std::string masked = R"({"type":"page","userId":"u","writeKey":"key***"})";
    for (const auto* path : {"/api/s/page", "/api/s/s2s/page/"}) {
        const auto reply =
            relay.exchange(makeRequest("POST", path, kJson + "X-Write-Key: key_a:s\r\n", masked));
        CHECK(
            test_support::withoutBatchId(reply.body) == R"({"ok":true,"ingested":1,"dropped":0})"
        );
        CHECK(relay.exchange(makeRequest("POST", path, kJson, masked)).status == 401);
    }
}

TEST_CASE("capture V1 is answered by uuid, and says of the SDK what its headers say") {
    const std::string path = GENERATE("/i/v1/analytics/events", "/i/v1/ai/events");
    CAPTURE(path);
    RelayFixture relay;
    const auto reply = relay.exchange(makeRequest(
        "POST",
        path,
        kJson + "Authorization: Bearer key_a\r\nPostHog-Sdk-Info: lib/1\r\n"
                "PostHog-Request-Timestamp: 2026-01-01T00:00:00Z\r\n",
        R"({"batch":[{"event":"e","distinct_id":"d","uuid":"a"},{"event":"e","uuid":"b"}]})"
    ));
    CHECK(
        test_support::withoutBatchId(reply.body) ==
        R"({"results":{"a":{"result":"ok"},"b":{"result":"drop","details":"missing_distinct_id"}}})"
    );
    const auto inserts = relay.clickhouse().requests("INSERT");
    REQUIRE(inserts.size() == 1);
    CHECK(
        inserts[0].body.find(
            R"("sent_at":"2026-01-01T00:00:00Z","dialect":"posthog_v1","sdk":"lib/1",)"
        ) != std::string::npos
    );
}

TEST_CASE("what is dropped is counted by what the messages mean") {
    const RelayFixture relay;
    const auto reply = relay.exchange(
        makeRequest("POST", "/v1/batch", kJson + kBasic, batchOf(kMessage + R"(,{"type":"page"})"))
    );
    CHECK(
        test_support::withoutBatchId(reply.body) ==
        R"({"success":true,"ingested":1,"dropped":1,"rejected":[{"index":1,"reason":"missing_distinct_id"}]})"
    );
}

TEST_CASE("the checks of every route are those of a batch") {
    const RelayFixture relay;
    for (const auto& [path, route] : relay::captureRoutes()) {
        CAPTURE(path);
        const auto post = [&](const std::string& headers, const std::string& body) {
            return relay.exchange(makeRequest("POST", path, headers, body)).status;
        };
        const auto foreign = kJson + "Origin: https://b.example\r\n";
        CHECK(post(foreign, batchOf(kMessage)) == 403);
        CHECK(post("Content-Type: text/html\r\n", batchOf(kMessage)) == 415);
        CHECK(post(kJson + "Content-Encoding: br\r\n", batchOf(kMessage)) == 415);
        CHECK(post(kJson, batchOf("")) == 400);
        CHECK(post(kJson, batchOf(kMessage)) == 401);
        CHECK(post(kJson + kOrigin, batchOf(kMessage, R"(,"api_key":"x")")) == 401);
        CHECK(relay.exchange(makeRequest("GET", path, "", "")).status == 405);
    }
    CHECK(relay.insertCount() == 0);
}

TEST_CASE("the settings of Segment's browser SDK lead back here") {
    const RelayFixture relay;
    const auto settings = relay.exchange(makeRequest("GET", "/v1/projects/key_a/settings", "", ""));
    CHECK(settings.status == 200);
    CHECK(
        settings.body.find(R"("apiKey":"key_a","apiHost":"relay/v1","protocol":"http"})") !=
        std::string::npos
    );
    CHECK(relay.exchange(makeRequest("GET", "/v1/projects/other/settings", "", "")).status == 401);
}

TEST_CASE("the configuration of RudderStack's browser SDK names the key of the query") {
    const RelayFixture relay;
    const auto path = "/sourceConfig/?p=npm&writeKey=key_a";
    const auto config = relay.exchange(makeRequest("GET", path, kOrigin, ""));
    CHECK(config.status == 200);
    CHECK(config.body.starts_with(R"({"source":{"id":"key_a","name":"js","writeKey":"key_a",)"));
    CHECK(relay.exchange(makeRequest("GET", "/sourceConfig/", kOrigin, "")).status == 401);
}
