#include "relay_program.h"
#include "support/catch.h"
#include "support/fake_clickhouse.h"
#include "support/raw_http_client.h"

#include <algorithm>
#include <csignal>
#include <ctime>
#include <map>
#include <string>
#include <thread>

namespace {

using component::RelayProgram;
using test_support::Answer;
using test_support::FakeClickHouse;
using test_support::makeRequest;
using test_support::RawHttpClient;

using Environment = std::map<std::string, std::string>;

Environment makeEnvironment(const std::string& clickhouse_url) {
    return {
        {"HOST", "127.0.0.1"},
        {"PORT", "0"},
        {"PUBLIC_API_KEYS", "key_a"},
        {"CLICKHOUSE_URL", clickhouse_url},
        {"CLICKHOUSE_PASSWORD", "very-secret"},
        {"LOG_LEVEL", "debug"}};
}

std::string makePost(const std::string& more_headers = "") {
    return makeRequest(
        "POST",
        "/batch/",
        "Content-Type: application/json\r\n" + more_headers,
        R"({"api_key":"key_a","batch":[{"event":"e","distinct_id":"d"}]})"
    );
}

}  // namespace

TEST_CASE("a request in flight is answered before SIGTERM ends the relay") {
    const int number = GENERATE(SIGTERM, SIGINT);
    FakeClickHouse fake;
    RelayProgram relay({"serve"}, makeEnvironment(fake.url()));
    const auto port = relay.waitForPort();
    REQUIRE(port != 0);
    RawHttpClient idle(port);
    idle.send(makeRequest("GET", "/health", "", ""));
    REQUIRE(idle.receive().status == 200);
    const auto asked_at_start = fake.requests().size();
    fake.hold();
    RawHttpClient busy(port);
    busy.send(makePost());
    REQUIRE(fake.waitForRequests(asked_at_start + 1));
    relay.signal(number);
    CHECK(idle.isClosedByServer());  // an idle connection does not hold the drain up
    fake.release();
    const auto reply = busy.receive();
    CHECK(reply.status == 200);
    CHECK(reply.headers.at("connection") == "Close");
    CHECK(relay.waitForExit() == 0);
    CHECK(relay.output().find("very-secret") == std::string::npos);
}

TEST_CASE("a request whose head a drain has cut may be sent again") {
    FakeClickHouse fake;
    RelayProgram relay({"serve"}, makeEnvironment(fake.url()));
    const auto port = relay.waitForPort();
    REQUIRE(port != 0);
    RawHttpClient client(port);
    client.send(makeRequest("GET", "/health", "", ""));
    REQUIRE(client.receive().status == 200);
    client.send("POST /batch/ HTTP/1.1\r\nHost: ");
    relay.signal(SIGTERM);
    CHECK(client.receive().status == 503);
    CHECK(relay.waitForExit() == 0);
}

TEST_CASE("the log names a batch as its reply does, and its request as a proxy does") {
    FakeClickHouse fake;
    RelayProgram relay({"serve"}, makeEnvironment(fake.url()));
    const auto port = relay.waitForPort();
    REQUIRE(port != 0);
    RawHttpClient client(port);
    client.send(makePost("X-Request-Id: from-proxy " + std::string(200, 'x') + "\r\n"));
    const auto reply = client.receive();
    REQUIRE(reply.status == 200);
    const std::string name = R"("batch_id":")";
    const auto batch_id = reply.body.substr(reply.body.find(name) + name.size(), 36);
    const auto request_id = "\"from-proxy " + std::string(128 - 11, 'x') + "\"\n";
    CHECK(relay.waitForOutput(" batch_id=" + batch_id + " request_id=" + request_id));
    client.send(makeRequest("GET", "/health", "", ""));
    REQUIRE(client.receive().status == 200);
    CHECK(relay.waitForOutput(" batch_id=none request_id=none\n"));
}

TEST_CASE("a port in use is told in one line") {
    FakeClickHouse fake;
    RelayProgram first({"serve"}, makeEnvironment(fake.url()));
    const auto port = first.waitForPort();
    REQUIRE(port != 0);
    auto environment = makeEnvironment(fake.url());
    environment["PORT"] = std::to_string(port);
    RelayProgram second({"serve"}, environment);
    CHECK(second.waitForExit() == 1);
    const auto output = second.output();
    std::string message = "cannot listen on 127.0.0.1:";
    message.append(environment["PORT"]);
    CHECK(output.find(message) != std::string::npos);
    CHECK(output.find('\n') == output.size() - 1);
}

TEST_CASE("a wrong configuration tells all its problems") {
    auto environment = makeEnvironment("ftp://nowhere");
    environment["MAX_BATCH_BYTES"] = "10abc";
    environment["ALLOWED_ORIGINS"] = "https://*.example";
    RelayProgram relay({"serve"}, environment);
    CHECK(relay.waitForExit() == 1);
    for (const std::string name : {"CLICKHOUSE_URL", "MAX_BATCH_BYTES", "ALLOWED_ORIGINS"}) {
        CHECK(relay.output().find(name) != std::string::npos);
    }
}

TEST_CASE("a relay that takes events from nobody says so") {
    const FakeClickHouse fake;
    for (const std::string name : {"", "PUBLIC_API_KEYS", "ALLOWED_ORIGINS"}) {
        CAPTURE(name);
        auto environment = makeEnvironment(fake.url());
        environment.erase("PUBLIC_API_KEYS");
        environment.erase("ALLOWED_ORIGINS");
        environment[name.empty() ? "LOG_LEVEL" : name] =
            name.empty() ? "warn" : "https://a.example";
        RelayProgram relay({"serve"}, environment);
        REQUIRE(relay.waitForPort() != 0);
        relay.signal(SIGTERM);
        CHECK(relay.waitForExit() == 0);
        const bool is_told = relay.output().find("nobody may send events") != std::string::npos;
        CHECK(is_told == name.empty());
    }
}

TEST_CASE("an outage of ClickHouse is two lines in the log") {
    FakeClickHouse fake;
    auto environment = makeEnvironment(fake.url());
    environment["LOG_LEVEL"] = "warn";
    RelayProgram relay({"serve"}, environment);
    const auto port = relay.waitForPort();
    REQUIRE(port != 0);
    REQUIRE(relay.waitForOutput("not ready"));  // what was asked at the start is answered
    fake.setScript([](const test_support::RecordedRequest& request) {
        return Answer::ok(request.query.starts_with("SELECT count() FROM raw_events") ? "1\n" : "");
    });
    fake.enqueue(Answer::error(503, 0, "upstream is gone"), 4);
    RawHttpClient client(port);
    client.send(makePost());
    CHECK(client.receive().status == 200);
    relay.signal(SIGTERM);
    CHECK(relay.waitForExit() == 0);
    const auto output = relay.output();
    const std::string place = "clickhouse=127.0.0.1:" + std::to_string(fake.port());
    const auto begin = output.find(
        "warn ClickHouse does not take inserts " + place + " status=503 code=0 reason="
    );
    const auto end = output.find("warn ClickHouse takes inserts again " + place + " ms=");
    CHECK(begin < end);
    CHECK(output.find(" requests=1\n", end) != std::string::npos);
    CHECK(std::ranges::count(output.substr(begin), '\n') == 2);
}

TEST_CASE("a relay says at its start what it misses") {
    FakeClickHouse fake;
    fake.setScript([](const auto&) { return Answer::error(404, 81); });
    auto environment = makeEnvironment(fake.url());
    environment["CLICKHOUSE_DATABASE"] = "fresh";
    environment["LOG_LEVEL"] = "warn";
    RelayProgram relay({"serve"}, environment);
    CHECK(relay.waitForOutput("warn not ready: no migrations in database fresh: run relay migrate\n"
    ));
}

TEST_CASE("a clock of ClickHouse that is minutes off is told at the start") {
    const int minutes = GENERATE(-2, 2, 0);
    FakeClickHouse fake;
    fake.setScript([minutes](const test_support::RecordedRequest& request) {
        const auto time = std::time(nullptr) + 60 * minutes;
        const bool asks_for_time = request.query.starts_with("SELECT toUnixTimestamp(now())");
        return Answer::ok(asks_for_time ? std::to_string(time) + "\n" : "");
    });
    auto environment = makeEnvironment(fake.url());
    environment["LOG_LEVEL"] = "warn";
    RelayProgram relay({"serve"}, environment);
    REQUIRE(relay.waitForPort() != 0);
    while (fake.requests("SELECT toUnixTimestamp(now())").empty()) {
        std::this_thread::yield();
    }
    relay.signal(SIGTERM);
    CHECK(relay.waitForExit() == 0);
    const bool is_told =
        relay.output().find("the clock of ClickHouse differs") != std::string::npos;
    CHECK(is_told == (minutes != 0));
}

TEST_CASE("help and version work without a configuration, wrong usage exits with 2") {
    RelayProgram help({"--help"}, {});
    CHECK(help.waitForExit() == 0);
    CHECK(help.output().find("Usage: relay") != std::string::npos);
    RelayProgram version({"--version"}, {});
    CHECK(version.waitForExit() == 0);
    CHECK(version.output().starts_with("relay "));
    RelayProgram command({"dance"}, {});
    CHECK(command.waitForExit() == 2);
    CHECK(command.output().find("unknown command dance") != std::string::npos);
    RelayProgram option({"--fast"}, {});
    CHECK(option.waitForExit() == 2);
    RelayProgram bare({}, {});
    CHECK(bare.waitForExit() == 2);
    CHECK(bare.output().find("Usage: relay") != std::string::npos);
}

TEST_CASE("replay refuses a cluster") {
    auto environment = makeEnvironment("http://127.0.0.1:1");
    environment["CLICKHOUSE_CLUSTER"] = "main";
    RelayProgram replay({"replay", "--rejected"}, environment);
    CHECK(replay.waitForExit() == 1);
    CHECK(replay.output().find("works on one node") != std::string::npos);
}
