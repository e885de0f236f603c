#include "relay_program.h"
#include "support/catch.h"
#include "support/fake_clickhouse.h"

#include <string>
#include <utility>
#include <vector>

namespace {

using component::RelayProgram;
using test_support::Answer;
using test_support::FakeClickHouse;

// What the command says at its end, which must be a failure.
std::string complain(const std::vector<std::string>& arguments, const FakeClickHouse& clickhouse) {
    RelayProgram relay(arguments, {{"CLICKHOUSE_URL", clickhouse.url()}});
    CHECK(relay.waitForExit() == 1);
    return relay.output();
}

const std::string kAdvice = "the database is not migrated; run relay migrate";

}  // namespace

TEST_CASE("commands on stored rows say what a database without tables needs") {
    const auto [code, message] = GENERATE(
        std::pair(60, std::string("Code: 60. Unknown table")),
        std::pair(81, std::string("Code: 81. Database product_analytics does not exist"))
    );
    FakeClickHouse clickhouse;
    clickhouse.setScript([code = code, message = message](const auto&) {
        return Answer::error(404, code, message);
    });
    const auto expected = kAdvice + ": " + message;
    CHECK(complain({"reconcile"}, clickhouse) == "relay: not reconciled: " + expected + "\n");
    CHECK(
        complain({"replay", "--from", "2026-01-01", "--to", "2026-02-01"}, clickhouse) ==
        "relay: " + expected + "\n"
    );
    CHECK(complain({"replay", "--file", "/dev/null"}, clickhouse) == "relay: " + expected + "\n");
}

TEST_CASE("replay says what an empty database needs") {
    FakeClickHouse clickhouse;
    clickhouse.setScript([](const test_support::RecordedRequest& request) {
        const auto& query = request.query;
        const bool asks_for_tables =
            query.starts_with("EXISTS") || query.starts_with("SELECT count() = 3");
        return Answer::ok(asks_for_tables ? "0\n" : "");
    });
    CHECK(complain({"replay", "--file", "/dev/null"}, clickhouse) == "relay: " + kAdvice + "\n");
    CHECK(complain({"replay", "--rejected"}, clickhouse) == "relay: " + kAdvice + "\n");
}

TEST_CASE("another error of ClickHouse is told as it is") {
    FakeClickHouse clickhouse;
    clickhouse.setScript([](const auto&) { return Answer::error(500, 497, "Code: 497. no"); });
    CHECK(complain({"reconcile"}, clickhouse) == "relay: not reconciled: Code: 497. no\n");
}
