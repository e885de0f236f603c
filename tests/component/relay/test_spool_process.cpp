#include "relay_program.h"
#include "support/catch.h"
#include "support/fake_clickhouse.h"
#include "support/raw_http_client.h"
#include "support/scratch_folder.h"

#include <csignal>
#include <map>
#include <string>

namespace {

using component::RelayProgram;
using test_support::Answer;
using test_support::FakeClickHouse;
using test_support::makeRequest;
using test_support::RawHttpClient;

std::map<std::string, std::string>
makeEnvironment(const std::string& clickhouse_url, const std::string& spool) {
    return {
        {"HOST", "127.0.0.1"},
        {"PORT", "0"},
        {"PUBLIC_API_KEYS", "key_a"},
        {"CLICKHOUSE_URL", clickhouse_url},
        {"SPOOL_DIR", spool}};
}

test_support::RawReply ask(std::uint16_t port, const std::string& request) {
    RawHttpClient client(port);
    client.send(request);
    return client.receive();
}

std::string makePost() {
    return makeRequest(
        "POST",
        "/batch/",
        "Content-Type: application/json\r\n",
        R"({"api_key":"key_a","batch":[{"event":"e","distinct_id":"d"}]})"
    );
}

}  // namespace

TEST_CASE("a relay with a spool takes events though ClickHouse is down, and says so") {
    FakeClickHouse fake;
    fake.stopListening();
    const test_support::ScratchFolder scratch;
    RelayProgram relay({"serve"}, makeEnvironment(fake.url(), scratch.path() + "/spool"));
    const auto port = relay.waitForPort();
    REQUIRE(port != 0);
    const auto ready = makeRequest("GET", "/ready", "", "");
    CHECK(ask(port, ready).body == R"({"ready":true})");
    const auto reply = ask(port, makePost());
    CHECK(reply.status == 200);
    CHECK(reply.body.starts_with(R"({"status":"ok","ingested":1,"dropped":0,"batch_id":")"));
    CHECK(reply.body.ends_with(R"(","spooled":true})"));
    CHECK(ask(port, ready).body.starts_with(R"({"ready":true,"spool":{"groups":1,"bytes":)"));
    const auto metrics = ask(port, makeRequest("GET", "/metrics", "", "")).body;
    CHECK(metrics.find("relay_spool_groups 1\n") != std::string::npos);
    CHECK(metrics.find("relay_spool_limit_bytes 1073741824\n") != std::string::npos);
    relay.signal(SIGTERM);
    CHECK(relay.waitForExit() == 0);
}

TEST_CASE("a relay whose spool is full is ready only while ClickHouse is") {
    FakeClickHouse fake;
    fake.stopListening();
    const test_support::ScratchFolder scratch;
    auto environment = makeEnvironment(fake.url(), scratch.path());
    environment["SPOOL_MAX_BYTES"] = "1";
    RelayProgram relay({"serve"}, environment);
    const auto port = relay.waitForPort();
    REQUIRE(port != 0);
    CHECK(ask(port, makePost()).status == 503);
    CHECK(ask(port, makeRequest("GET", "/ready", "", "")).status == 503);
}

TEST_CASE("a second relay on a spool does not start") {
    const FakeClickHouse fake;
    const test_support::ScratchFolder scratch;
    RelayProgram first({"serve"}, makeEnvironment(fake.url(), scratch.path()));
    REQUIRE(first.waitForPort() != 0);
    RelayProgram second({"serve"}, makeEnvironment(fake.url(), scratch.path()));
    CHECK(second.waitForExit() == 1);
    CHECK(
        second.output() ==
        "relay: cannot lock SPOOL_DIR " + scratch.path() + ": another relay uses it\n"
    );
}
