#include "integration/identity/history.h"
#include "integration/identity/sender.h"
#include "integration/identity/settled.h"
#include "integration/pipeline/crash_step.h"
#include "maintained_stack.h"
#include "support/catch.h"

#include <chrono>
#include <cstdio>
#include <stdexcept>
#include <string>
#include <utility>

// Reconcilers that end with ClickHouse at each step of what they store.
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

void tell(const Stack& stack, int stories) {
    identity_tests::Sender sender(stack);
    for (int i = 0; i < stories; ++i) {
        sender.send(Story(i).json());
    }
}

// All that the reconciler writes, and what users see of it.
std::string outcome(const Stack& stack) {
    auto all = answers(stack);
    for (const std::string select : {
             // Of each id what the map says, what the log of decisions says, and the correction.
             "SELECT distinct_id, joinGet('identity_state', 'owner_hash', cityHash64(distinct_id)) "
             "AS a, joinGet('identity_state', 'claimed_at', cityHash64(distinct_id)) AS b, "
             "joinGet('identity_state', 'claim_uuid', cityHash64(distinct_id)) AS c, "
             "joinGet('identity_state', 'is_identified', cityHash64(distinct_id)) AS d, "
             "joinGet('identity_state', 'person_id', cityHash64(distinct_id)) AS e, "
             "argMax((owner_hash, claimed_at, claim_uuid, is_identified, person_id), decided_at) = "
             "(a, b, c, d, e), coalesce(joinGetOrNull('person_overrides', 'person_id', "
             "cityHash64(distinct_id)), any(own_person_id)) FROM identity_decisions GROUP BY "
             "distinct_id ORDER BY distinct_id",
             "SELECT * EXCEPT precedence FROM identity_claims FINAL ORDER BY ALL",
         }) {
        for (const auto& row : stack.query(select)) {
            for (const auto& value : row) {
                all += value.value_or("NULL") + "\t";
            }
            all += "\n";
        }
    }
    return all;
}

// Whether ClickHouse died before the reconciler had nothing left to do.
bool diesReconciling(const Stack& stack) {
    constexpr std::chrono::minutes kDeadline{5};
    const auto end = std::chrono::steady_clock::now() + kDeadline;
    stack.query("SYSTEM START VIEW reconcile_identity");
    while (!stack.clickhouse().isDead()) {
        try {
            if (stack.value(
                    "SELECT done_block = to_block FROM background_progress(job = 'identity')"
                ) == "1") {
                return false;
            }
        } catch (const std::runtime_error&) {
            // It is dying.
        }
        if (std::chrono::steady_clock::now() > end) {
            throw std::runtime_error("the reconciler neither ends nor dies\n" + stack.logs());
        }
    }
    return true;
}

void startAgain(Stack& stack) {
    stack.clickhouse().kill9();
    stack.clickhouse().restart();
}

}  // namespace

TEST_CASE("the reconciler may die at each step of what it stores, and its next runs mend it") {
    const pipeline::CrashStep step;
    Stack stack({.clickhouse_environment = step.environment()});
    int stories = 0;
    for (bool has_died = true; has_died; ++stories) {
        for (const std::string work :
             {"MERGES", "VIEW fold_persons", "VIEW fold_activity", "VIEW reconcile_identity"}) {
            stack.query("SYSTEM STOP " + work);
        }
        identity_tests::Sender(stack).send(Story(stories).json());
        step.set(stories + 1);
        has_died = diesReconciling(stack);
        step.clear();
        startAgain(stack);
        identity_tests::settle(stack);
    }
    CAPTURE(stories);
    CHECK(stories > 6);
    const auto all = outcome(stack);
    const Stack undisturbed;
    tell(undisturbed, stories);
    CHECK(firstDifference(all, outcome(undisturbed)) == kNone);
    const auto result = relay(stack, {"reconcile"});
    CHECK(result.output.find(" ids resolved, 0 of them changed") != std::string::npos);
    CHECK(firstDifference(outcome(stack), all) == kNone);
}

TEST_CASE("relay reconcile may be cut short by a kill of ClickHouse anywhere, and is run again") {
    const pipeline::CrashStep step;
    Stack stack({.clickhouse_environment = step.environment()});
    tell(stack, 3);
    const auto all = outcome(stack);
    int cuts = 0;
    for (int chosen = 1, last = 1;; last = std::exchange(chosen, chosen + last), ++cuts) {
        CAPTURE(chosen);
        for (const std::string table : {"identity_state", "person_overrides", "person_rows"}) {
            stack.query("TRUNCATE TABLE " + table);
        }
        stack.query(
            "ALTER TABLE identity_claims UPDATE refused = '' WHERE refused != '' SETTINGS "
            "mutations_sync = 1"
        );
        stack.query("SYSTEM STOP MERGES");
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
    CHECK(cuts > 4);
    CHECK(firstDifference(outcome(stack), all) == kNone);
}

}  // namespace maintain_tests
