#include "relay_program.h"
#include "support/catch.h"
#include "support/fake_clickhouse.h"

#include <csignal>
#include <map>
#include <string>
#include <vector>

namespace {

using component::RelayProgram;
using test_support::Answer;
using test_support::FakeClickHouse;

using Environment = std::map<std::string, std::string>;

struct Verdict {
    int exit_code;
    std::string output;
};

Verdict ask(const std::vector<std::string>& arguments, const Environment& environment) {
    RelayProgram health(arguments, environment);
    const int exit_code = health.waitForExit();
    return {exit_code, health.output()};
}

std::string portOf(const std::string& url) {
    return url.substr(url.rfind(':') + 1);
}

}  // namespace

TEST_CASE("relay health tells a relay that lives from one that is gone") {
    FakeClickHouse fake;
    RelayProgram relay(
        {"serve"}, {{"HOST", "127.0.0.1"}, {"PORT", "0"}, {"CLICKHOUSE_URL", fake.url()}}
    );
    const auto port = std::to_string(relay.waitForPort());
    REQUIRE(port != "0");
    const Environment environment{{"PORT", port}};  // HOST as it is by default: any address
    const auto lives = ask({"health"}, environment);
    CHECK(lives.exit_code == 0);
    CHECK(lives.output == "relay: healthy\n");
    relay.signal(SIGTERM);
    REQUIRE(relay.waitForExit() == 0);
    const auto gone = ask({"health"}, environment);
    CHECK(gone.exit_code == 1);
    CHECK(gone.output.starts_with(
        "relay: not healthy: no answer from port " + port + " of 127.0.0.1: Connection refused"
    ));
    CHECK(gone.output.find('\n') == gone.output.size() - 1);
}

TEST_CASE("relay health --ready says what is missing") {
    FakeClickHouse fake;
    fake.setScript([](const auto&) { return Answer::error(404, 60); });
    RelayProgram relay(
        {"serve"}, {{"HOST", "127.0.0.1"}, {"PORT", "0"}, {"CLICKHOUSE_URL", fake.url()}}
    );
    const auto port = std::to_string(relay.waitForPort());
    REQUIRE(port != "0");
    const Environment environment{{"HOST", "127.0.0.1"}, {"PORT", port}};
    const auto verdict = ask({"health", "--ready"}, environment);
    CHECK(verdict.exit_code == 1);
    CHECK(verdict.output.starts_with("relay: not ready: port " + port + " of 127.0.0.1 answers 503")
    );
    CHECK(
        verdict.output.find("no migrations in database product_analytics: run relay migrate") !=
        std::string::npos
    );
    CHECK(ask({"health"}, environment).exit_code == 0);  // it lives all the same
}

TEST_CASE("relay health does not wait for ever, and takes a 200 from --ready") {
    FakeClickHouse stuck;
    stuck.enqueue(Answer::of(Answer::Kind::kSilence));
    const Environment environment{{"HOST", "127.0.0.1"}, {"PORT", portOf(stuck.url())}};
    const auto silence = ask({"health"}, environment);
    CHECK(silence.exit_code == 1);
    CHECK(silence.output.find("Timeout") != std::string::npos);
    const auto ready = ask({"health", "--ready"}, environment);
    CHECK(ready.exit_code == 0);
    CHECK(ready.output == "relay: ready\n");
    REQUIRE(stuck.requests().size() == 2);
    CHECK(stuck.requests()[0].target == "/health");
    CHECK(stuck.requests()[1].target == "/ready");
}

TEST_CASE("relay health reports a wrong configuration") {
    const auto verdict = ask({"health"}, {{"PORT", "eighty"}});
    CHECK(verdict.exit_code == 1);
    CHECK(verdict.output.find("PORT must be") != std::string::npos);
}
