#include "crash_step.h"
#include "support/catch.h"
#include "support/http_exchange.h"
#include "support/stack.h"

#include <chrono>
#include <string>
#include <thread>

namespace {

using test_support::Stack;

// A turn comes every thirty seconds.
constexpr std::chrono::seconds kDeadline{120};
constexpr std::chrono::milliseconds kPollInterval{100};

// An event of another month, a known user, an altered event and a rejected one: an insert that no
// client and no relay sends again. Says whether ClickHouse lived through it.
bool insertOnce(const Stack& stack, int story, const std::string& received_at) {
    const auto user = R"("distinct_id":"user-)" + std::to_string(story) + "\"";
    const auto device = R"("distinct_id":"device-)" + std::to_string(story) + "\"";
    const std::string events[] = {
        "{\"event\":\"$identify\"," + user + R"(,"$set":{"story":)" + std::to_string(story) +
            R"(},"properties":{"$anon_distinct_id":"device-)" + std::to_string(story) + "\"}}",
        R"({"event":"old",)" + device + R"(,"timestamp":"2021-05-05T00:00:00Z"})",
        R"({"event":"altered",)" + user + R"(,"timestamp":"never"})",
        "{" + user + "}"};
    std::string sql =
        "INSERT INTO raw_events (batch_id, seq, received_at, fallback_uuid, event) "
        "SELECT '5e9e7a11-0000-4000-8000-" +
        std::to_string(100'000'000'000 + story) + "', number, '" + received_at +
        "', generateUUIDv4(), [";
    for (const auto& event : events) {
        sql.append("'").append(event).append("',");
    }
    sql.back() = ']';
    sql.append("[number + 1] FROM numbers(4)");
    test_support::HttpConnection connection(stack.clickhouseUrl());
    return connection.call({"POST", "/?database=product_analytics", {}, sql}).status == 200;
}

// Only the insert shall take steps.
void stopBackgroundWork(const Stack& stack) {
    for (const std::string work :
         {"MERGES", "VIEW fold_persons", "VIEW resolve_claims", "VIEW follow_raw"}) {
        stack.query("SYSTEM STOP " + work);
    }
}

bool becomes(const Stack& stack, const std::string& query, const std::string& value) {
    const auto end = std::chrono::steady_clock::now() + kDeadline;
    while (stack.value(query) != value) {
        if (std::chrono::steady_clock::now() > end) {
            CAPTURE(query, value, stack.value(query));
            CHECK(false);
            return false;
        }
        std::this_thread::sleep_for(kPollInterval);
    }
    return true;
}

}  // namespace

TEST_CASE("all tables follow raw events at whatever step ClickHouse was killed, by themselves") {
    const pipeline::CrashStep step;
    Stack stack({.clickhouse_environment = step.environment()});
    stack.relay().stop();
    const auto received_at = stack.value("SELECT now64(6, 'UTC')");
    int stories = 0;
    for (bool has_died = true; has_died; ++stories) {
        stopBackgroundWork(stack);
        step.set(stories + 1);
        has_died = !insertOnce(stack, stories, received_at);
        step.clear();
        if (has_died) {
            stack.clickhouse().kill9();
            stack.clickhouse().restart();
        }
    }
    stack.clickhouse().kill9();
    stack.clickhouse().restart();
    const auto stored = std::stoi(stack.value("SELECT uniqExact(batch_id) FROM raw_events"));
    CAPTURE(stories, stored);
    CHECK(stored > 8);
    CHECK(stack.value("SELECT count() FROM event_log") != std::to_string(3 * stored));

    const auto times = [&](int each) { return std::to_string(each * stored); };
    CHECK(stack.value("SELECT count() FROM raw_events") == times(4));
    CHECK(becomes(stack, "SELECT count() FROM event_log", times(3)));
    CHECK(becomes(stack, "SELECT count() FROM rejected_events", times(1)));
    CHECK(becomes(stack, "SELECT count() FROM ingestion_warnings", times(1)));
    CHECK(becomes(stack, "SELECT count() FROM claim_verdicts WHERE refused = ''", times(2)));
    CHECK(becomes(stack, "SELECT count() FROM person_distinct_ids", times(2)));
    CHECK(becomes(stack, "SELECT uniqExact(person_id) FROM events", times(1)));
    CHECK(becomes(
        stack,
        "SELECT count() FROM persons WHERE properties = concat('{\"story\":', "
        "substring(distinct_id, 6), '}') AND toYear(created_at) = 2021 AND is_identified",
        times(1)
    ));
    stack.query("OPTIMIZE TABLE event_problems FINAL");
    CHECK(stack.value("SELECT count() FROM event_problems") == times(2));
    CHECK(stack.value("SELECT count() FROM event_log") == times(3));
}
