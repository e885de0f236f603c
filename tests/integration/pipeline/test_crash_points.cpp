#include "crash_step.h"
#include "support/catch.h"
#include "support/http_exchange.h"
#include "support/stack.h"

#include <chrono>
#include <future>
#include <string>
#include <thread>

namespace {

using test_support::Stack;

constexpr std::chrono::seconds kDeadline{30};
constexpr std::chrono::milliseconds kPollInterval{5};  // of a process
constexpr std::chrono::milliseconds kQueryInterval{200};

std::string uuidOf(int story, int event) {
    return "5e9e7a11-0000-4000-8000-" + std::to_string(100'000'000'000 + 10 * story + event);
}

// A device becomes a known user, between events of another month, one that is altered and one that
// is rejected.
std::string makeStory(int story) {
    const auto user = R"("distinct_id":"user-)" + std::to_string(story) + "\"";
    const auto device = R"("distinct_id":"device-)" + std::to_string(story) + "\"";
    const auto uuid = [&](int event) { return R"(,"uuid":")" + uuidOf(story, event) + "\""; };
    return R"({"api_key":"golden_key","batch":[{"event":"$identify",)" + user + uuid(0) +
           R"(,"properties":{"$anon_distinct_id":"device-)" + std::to_string(story) +
           R"(","$set":{"story":)" + std::to_string(story) + R"(}}},{"event":"old",)" + device +
           uuid(1) + R"(,"timestamp":"2021-05-05T00:00:00Z"},{"event":"altered",)" + user +
           uuid(2) + R"(,"timestamp":"never"},{)" + user + uuid(3) + "}]}";
}

// As a client does: again until it is acknowledged.
void sendUntilAcknowledged(const std::string& url, const std::string& body) {
    test_support::HttpConnection connection(url);
    const auto end = std::chrono::steady_clock::now() + kDeadline;
    test_support::HttpReply reply;
    do {
        reply = connection.call({"POST", "/batch/", {{"Content-Type", "application/json"}}, body});
    } while (reply.status == 503 && std::chrono::steady_clock::now() < end);
    CHECK(reply.status == 200);
}

// Only the insert shall take steps.
void stopBackgroundWork(const Stack& stack) {
    for (const std::string work :
         {"MERGES", "VIEW fold_persons", "VIEW resolve_claims", "VIEW follow_raw"}) {
        stack.query("SYSTEM STOP " + work);
    }
}

// Whether ClickHouse died before the work was done.
bool diesDuring(const std::future<void>& work, const Stack& stack) {
    while (work.wait_for(kPollInterval) != std::future_status::ready) {
        if (stack.clickhouse().isDead()) {
            return true;
        }
    }
    return false;
}

bool becomes(const Stack& stack, const std::string& query, const std::string& value) {
    const auto end = std::chrono::steady_clock::now() + kDeadline;
    while (stack.value(query) != value) {
        if (std::chrono::steady_clock::now() > end) {
            return stack.value(query) == value;
        }
        std::this_thread::sleep_for(kQueryInterval);
    }
    return true;
}

}  // namespace

TEST_CASE("an acknowledged insert is whole at whatever step ClickHouse was killed") {
    const pipeline::CrashStep step;
    Stack stack({.clickhouse_environment = step.environment()});
    int stories = 0;
    for (bool has_died = true; has_died; ++stories) {
        stopBackgroundWork(stack);
        step.set(stories + 1);
        auto sent = std::async(std::launch::async, [&, body = makeStory(stories)] {
            sendUntilAcknowledged(stack.url(), body);
        });
        has_died = diesDuring(sent, stack);
        step.clear();
        if (has_died) {
            stack.clickhouse().kill9();
            stack.clickhouse().restart();
        }
        sent.get();
    }
    stack.clickhouse().kill9();
    stack.clickhouse().restart();
    INFO(stack.logs());
    CAPTURE(stories);
    CHECK(stories > 8);
    CHECK(stack.relay().log().find("skipped rows") != std::string::npos);

    const auto times = [&](int each) { return std::to_string(each * stories); };
    stack.query("OPTIMIZE TABLE event_log FINAL");
    CHECK(stack.value("SELECT count() FROM event_log") == times(3));
    CHECK(
        stack.value("SELECT uniqExact(JSONExtractString(event, 'uuid')) FROM raw_events") ==
        times(4)
    );
    CHECK(
        stack.value("SELECT uniqExact(JSONExtractString(event, 'uuid')) FROM rejected_events") ==
        times(1)
    );
    CHECK(stack.value("SELECT uniqExact(uuid) FROM ingestion_warnings") == times(1));
    CHECK(stack.value("SELECT count() - uniqExact(batch_id, seq) FROM rejected_events") == "0");
    CHECK(stack.value("SELECT count() - uniqExact(batch_id, seq) FROM ingestion_warnings") == "0");
    CHECK(becomes(
        stack,
        "SELECT count() FROM persons WHERE properties = concat('{\"story\":', "
        "substring(distinct_id, 6), '}') AND toYear(created_at) = 2021 AND is_identified",
        times(1)
    ));
    CHECK(becomes(stack, "SELECT count() FROM person_distinct_ids", times(2)));
    CHECK(becomes(stack, "SELECT uniqExact(person_id) FROM events", times(1)));
    CHECK(stack.value("SELECT count() FROM claim_verdicts WHERE refused = ''") == times(2));
    CHECK(
        stack.value("SELECT count() FROM person_ids FINAL WHERE root = concat('user-', "
                    "splitByChar('-', distinct_id)[2])") == times(2)
    );
}
