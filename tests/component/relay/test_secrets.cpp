#include "relay_program.h"
#include "support/catch.h"
#include "support/fake_clickhouse.h"
#include "support/raw_http_client.h"

#include <csignal>
#include <map>
#include <string>

namespace {

using component::RelayProgram;
using test_support::Answer;
using test_support::FakeClickHouse;
using test_support::makeRequest;
using test_support::RawHttpClient;

const std::string kKey = "key_very_secret";
const std::string kPassword = "password_very_secret";
const std::string kUnknownKey = "unknown_very_secret";

std::map<std::string, std::string> makeEnvironment(const std::string& clickhouse_url) {
    return {
        {"HOST", "127.0.0.1"},
        {"PORT", "0"},
        {"PUBLIC_API_KEYS", "key_very," + kKey},  // one is the beginning of the other
        {"CLICKHOUSE_URL", clickhouse_url},
        {"CLICKHOUSE_PASSWORD", kPassword},
        {"LOG_LEVEL", "trace"}};
}

std::string
makePost(const std::string& target, const std::string& headers, const std::string& key) {
    return makeRequest(
        "POST",
        target,
        "Content-Type: application/x-ndjson\r\n" + headers,
        R"({"event":"e","distinct_id":"d","api_key":")" + key + "\"}\n"
    );
}

int statusOf(std::uint16_t port, const std::string& request) {
    RawHttpClient client(port);
    client.send(request);
    return client.receive().status;
}

// ClickHouse quotes what it was sent, and who sent it.
Answer quoteAll(const test_support::RecordedRequest& request) {
    const auto& password = request.headers.at("x-clickhouse-key");
    return Answer::error(400, 27, "DB::Exception: " + password + " before: " + request.body);
}

}  // namespace

TEST_CASE("no key, password or token reaches the log at any level") {
    FakeClickHouse fake;
    fake.setScript(quoteAll);
    RelayProgram relay({"serve"}, makeEnvironment(fake.url()));
    const auto port = relay.waitForPort();
    REQUIRE(port != 0);
    CHECK(statusOf(port, makePost("/batch/", "", kKey)) == 503);
    CHECK(statusOf(port, makePost("/batch/?api_key=" + kUnknownKey, "", kUnknownKey)) == 401);
    CHECK(statusOf(port, makePost("/batch/" + kUnknownKey, "", kKey)) == 404);
    const std::string token = "Authorization: Bearer " + kUnknownKey + "\r\n";
    CHECK(statusOf(port, makePost("/batch/", token, kKey)) == 401);
    CHECK(statusOf(port, makeRequest("GET", "/ready", "", "")) == 503);
    relay.signal(SIGTERM);
    CHECK(relay.waitForExit() == 0);
    const auto output = relay.output();
    CHECK(output.find("very_secret") == std::string::npos);
    for (const std::string line :
         {"error ClickHouse refused rows code=27",
          "[hidden]",
          "debug request method=POST route=/batch status=503 reason=clickhouse_refused",
          "debug request method=POST route=/batch status=401 reason=unknown_key",
          "debug request method=POST route=other status=404 reason=unknown_path",
          "debug request method=GET route=/ready status=503"}) {
        INFO(line);
        CHECK(output.find(line) != std::string::npos);
    }
}

TEST_CASE("credentials in CLICKHOUSE_URL are refused without being repeated") {
    const std::string url = GENERATE(
        "http://user:very_secret@clickhouse:8123",
        "http://user:very_secret/@clickhouse:8123",
        "http://clickhouse:8123/?password=very_secret",
        "http://clickhouse:8123/#very_secret",
        "very_secret@clickhouse"
    );
    RelayProgram relay({"serve"}, makeEnvironment(url));
    CHECK(relay.waitForExit() == 1);
    const auto output = relay.output();
    CHECK(output.find("CLICKHOUSE_URL must") != std::string::npos);
    CHECK(output.find("very_secret") == std::string::npos);
}
