#include "support/catch.h"

#include "delivery_fixture.h"

#include <atomic>
#include <map>
#include <memory>
#include <set>

using relay::Rejection;
using test_support::Answer;
using test_support::RecordedRequest;

namespace {

// Sends one request ahead, and then four that share an insert, one of them poisoned. Returns their
// results.
std::map<std::string, CommitResult> commitWithPoison(DeliveryFixture& fixture) {
    fixture.fake.hold();
    auto first = fixture.commit(makeRows("first"));
    REQUIRE(fixture.fake.waitForRequests(1));
    std::map<std::string, std::future<CommitResult>> pending;
    for (const auto* text : {"a", "poison", "b", "c"}) {
        pending[text] = fixture.commit(makeRows(text));
    }
    REQUIRE(fixture.fake.waitForRequests(2));
    fixture.fake.release();
    REQUIRE(first.get().has_value());
    std::map<std::string, CommitResult> results;
    for (auto& [text, result] : pending) {
        results[text] = result.get();
    }
    return results;
}

// Refuses what holds the poison, and says that `stored_rows` rows of it are in raw_events.
auto makeScript(const std::string& stored_rows) {
    return [stored_rows](const RecordedRequest& request) {
        if (request.query.starts_with("SELECT count() FROM raw_events")) {
            return Answer::ok(stored_rows + "\n");
        }
        const bool is_poisoned = request.body.find("poison") != std::string::npos;
        return is_poisoned ? Answer::error(400, 27) : Answer::ok();
    };
}

}  // namespace

TEST_CASE("a poisoned request does not fail its neighbours when nothing was stored") {
    DeliveryFixture fixture(makeFullGroupsPolicy(4));
    fixture.fake.setScript(makeScript("0"));
    auto results = commitWithPoison(fixture);
    CHECK(results["a"].has_value());
    CHECK(results["b"].has_value());
    CHECK(results["c"].has_value());
    REQUIRE_FALSE(results["poison"].has_value());
    CHECK(results["poison"].error() == Rejection::kClickHouseRefused);

    std::set<std::string> tokens;
    for (const auto& insert : fixture.inserts()) {
        CHECK(tokens.insert(insert.parameter("insert_deduplication_token")).second);
    }
}

TEST_CASE("a refused group is not sent again under another token once a row of it is stored") {
    DeliveryFixture fixture(makeFullGroupsPolicy(4));
    fixture.fake.setScript(makeScript("4"));
    for (const auto& [text, result] : commitWithPoison(fixture)) {
        REQUIRE_FALSE(result.has_value());
        CHECK(result.error() == Rejection::kClickHouseRefused);
    }
    CHECK(fixture.inserts().size() == 2);
}

TEST_CASE("a group refused after an attempt of unknown outcome is not sent under another token") {
    DeliveryFixture fixture(makeFullGroupsPolicy(4));
    const auto is_first = std::make_shared<std::atomic<bool>>(true);
    fixture.fake.setScript([is_first, script = makeScript("0")](const RecordedRequest& request) {
        const bool is_poisoned = request.body.find("poison") != std::string::npos;
        return is_poisoned && is_first->exchange(false) ? Answer::of(Answer::Kind::kReset)
                                                        : script(request);
    });
    for (const auto& [text, result] : commitWithPoison(fixture)) {
        REQUIRE_FALSE(result.has_value());
        CHECK(result.error() == Rejection::kClickHouseRefused);
    }
    const auto inserts = fixture.inserts();
    REQUIRE(inserts.size() == 3);
    CHECK(inserts[1].target == inserts[2].target);
    CHECK(fixture.fake.requests("SELECT").empty());
}
