#include "integration/identity/history.h"
#include "integration/identity/sender.h"
#include "integration/identity/settled.h"
#include "integration/pipeline/crash_step.h"
#include "maintained_stack.h"
#include "support/catch.h"
#include "support/http_exchange.h"

#include <chrono>
#include <cstdio>
#include <future>
#include <stdexcept>
#include <string>
#include <vector>

// Decisions about ids that end with ClickHouse at each step of what they store.
namespace maintain_tests {

using identity_tests::HistoricEvent;
using test_support::Stack;

// Comparing with it shows the other side in a failure.
const std::string kNone;

namespace {

using Kind = identity_tests::PropertyChange::Kind;

// Events of ids that no other story knows. The insert cannot decide what they claim, but for its
// beginning.
class Story {
public:
    explicit Story(int number) : number_(number) {
        for (const std::string name : {"link0", "link4", "ring1", "device", "ann", "bob"}) {
            page(name);
        }
        for (const int from : {7, 5, 3, 1, 0, 2, 4, 6}) {
            claim("$create_alias", link(from), link(from + 1));
        }
        for (int i = 0; i < 3; ++i) {
            claim(
                "$create_alias", "ring" + std::to_string(i), "ring" + std::to_string((i + 1) % 3)
            );
        }
        claim("$identify", "device", "ann");
        claim("$identify", "device", "bob");       // has an owner
        claim("$create_alias", "bob", "visitor");  // is known by himself
        claim("$merge_dangerously", "ann", "bob");
    }

    [[nodiscard]] std::string json() const {
        std::string text;
        for (const auto& event : events_) {
            text += text.empty() ? "" : ",";
            text += event.json();
        }
        return text;
    }

private:
    static std::string link(int index) { return "link" + std::to_string(index); }

    void add(HistoricEvent event) {
        constexpr std::int64_t kStart = 1'750'000'000'000;
        const auto place = static_cast<std::int64_t>(events_.size());
        char uuid[37];
        std::snprintf(
            uuid, sizeof(uuid), "%08d-0000-4000-8000-%012d", number_, static_cast<int>(place)
        );
        event.uuid = uuid;
        event.timestamp_ms = kStart + place * 1'000;
        const auto suffix = std::string("-").append(std::to_string(number_));
        event.distinct_id += suffix;
        if (!event.claimed_id.empty()) {
            event.claimed_id += suffix;
        }
        events_.push_back(std::move(event));
    }

    void page(const std::string& id) {
        add({"page", id, "", 0, id, "", {{Kind::kSet, "of-" + id, number_}}});
    }

    void claim(const std::string& event, const std::string& source, const std::string& target) {
        add({event, target, "", 0, "", source, {}});
    }

    int number_;
    std::vector<HistoricEvent> events_;
};

void startAgain(Stack& stack) {
    stack.clickhouse().kill9();
    stack.clickhouse().restart();
}

// As a client does: again until it is acknowledged.
void sendUntilAcknowledged(const std::string& url, const std::string& events) {
    constexpr std::chrono::seconds kDeadline{60};
    const auto end = std::chrono::steady_clock::now() + kDeadline;
    test_support::HttpConnection connection(url);
    test_support::HttpReply reply;
    do {
        reply = connection.call(
            {"POST",
             "/batch/",
             {{"Content-Type", "application/json"}},
             R"({"api_key":"golden_key","batch":[)" + events + "]}"}
        );
    } while (reply.status == 503 && std::chrono::steady_clock::now() < end);
    if (reply.status != 200) {
        throw std::runtime_error("not acknowledged: " + reply.body);
    }
}

void tell(const Stack& stack, int stories) {
    identity_tests::Sender sender(stack);
    for (int i = 0; i < stories; ++i) {
        sender.send(Story(i).json());
    }
}

// All that is decided, and what users see of it.
std::string outcome(const Stack& stack) {
    auto all = shown(stack) + knownIds(stack);
    for (const auto& row :
         stack.query("SELECT * EXCEPT (precedence, claimed_at) FROM identity_claims FINAL ORDER BY "
                     "ALL")) {
        for (const auto& value : row) {
            all += value.value_or("NULL") + "\t";
        }
        all += "\n";
    }
    return all;
}

// Whether ClickHouse dies before the story is stored; it is, in the end.
bool diesStoring(Stack& stack, const Story& story, const pipeline::CrashStep& step) {
    auto sent =
        std::async(std::launch::async, [&] { sendUntilAcknowledged(stack.url(), story.json()); });
    while (sent.wait_for(std::chrono::milliseconds(5)) != std::future_status::ready) {
        if (stack.clickhouse().isDead()) {
            step.clear();
            startAgain(stack);
            sent.get();
            return true;
        }
    }
    sent.get();
    return false;
}

}  // namespace

TEST_CASE(
    "an insert may die at each step of what it stores, and its claims are decided by themselves"
) {
    const pipeline::CrashStep step;
    Stack stack({.clickhouse_environment = step.environment()});
    int stories = 0;
    for (bool has_died = true; has_died; ++stories) {
        // Only the insert shall take steps.
        for (const std::string work : {"MERGES", "VIEW fold_persons", "VIEW resolve_claims"}) {
            stack.query("SYSTEM STOP " + work);
        }
        step.set(stories + 1);
        has_died = diesStoring(stack, Story(stories), step);
        step.clear();
        for (const std::string work : {"MERGES", "VIEW fold_persons", "VIEW resolve_claims"}) {
            stack.query("SYSTEM START " + work);
        }
    }
    CAPTURE(stories);
    CHECK(stories > 6);
    const Stack undisturbed;
    tell(undisturbed, stories);
    identity_tests::settle(undisturbed);
    const auto expected = outcome(undisturbed);
    CHECK(identity_tests::becomesTrue(
        [&] { return outcome(stack) == expected; }, std::chrono::seconds(30)
    ));
    CHECK(firstDifference(outcome(stack), expected) == kNone);
    const auto result = relay(stack, {"reconcile"});
    CHECK(result.output.find(" ids resolved, 0 of them changed") != std::string::npos);
    CHECK(firstDifference(outcome(stack), expected) == kNone);
}

TEST_CASE("relay reconcile may be cut short by a kill of ClickHouse anywhere, and is run again") {
    const pipeline::CrashStep step;
    Stack stack({.clickhouse_environment = step.environment()});
    tell(stack, 3);
    identity_tests::settle(stack);
    const auto all = outcome(stack);
    int cuts = 0;
    for (int chosen = 1;; ++chosen, ++cuts) {
        CAPTURE(chosen);
        for (const std::string work : {"MERGES", "VIEW fold_persons", "VIEW resolve_claims"}) {
            stack.query("SYSTEM STOP " + work);
        }
        for (const std::string table : {"person_ids", "person_rows"}) {
            stack.query("TRUNCATE TABLE " + table);
        }
        step.set(chosen);
        const auto cut = relay(stack, {"reconcile"});
        step.clear();
        if (cut.exit_code == 0) {
            stack.query("SYSTEM START MERGES");
            break;
        }
        startAgain(stack);
        const auto result = relay(stack, {"reconcile"});
        INFO(result.errors);
        CHECK(result.exit_code == 0);
        CHECK(firstDifference(outcome(stack), all) == kNone);
    }
    CHECK(cuts >= 2);  // the decisions, and the persons
    CHECK(firstDifference(outcome(stack), all) == kNone);
}

}  // namespace maintain_tests
