#include "maintained_stack.h"

#include "integration/identity/history.h"
#include "integration/identity/reference.h"
#include "integration/identity/sender.h"
#include "integration/identity/settled.h"
#include "support/catch.h"

#include <algorithm>
#include <chrono>
#include <cstdlib>
#include <map>
#include <random>
#include <string>
#include <tuple>
#include <vector>

namespace {

using identity_tests::HistoricEvent;
using identity_tests::Reference;
using maintain_tests::relay;
using test_support::Stack;
using Events = std::vector<HistoricEvent>;
using People = std::map<std::string, std::string>;  // of ids, events or sessions

constexpr std::size_t kPeople = 6;
constexpr std::size_t kEventsPerPerson = 12;
constexpr std::int64_t kMinute = 60'000;

// HISTORIES=200 takes that many instead.
unsigned countOfHistories() {
    const char* given = std::getenv("HISTORIES");  // NOLINT(concurrency-mt-unsafe): one thread
    return given == nullptr ? 20U : static_cast<unsigned>(std::stoul(given));
}

std::int64_t nowMs() {
    using std::chrono::duration_cast, std::chrono::milliseconds, std::chrono::system_clock;
    return duration_cast<milliseconds>(system_clock::now().time_since_epoch()).count();
}

void send(identity_tests::Sender& sender, const Events& events) {
    std::string text;
    for (const auto& event : events) {
        text.append(text.empty() ? "" : ",").append(event.json());
    }
    sender.send(text);
}

// The same, claiming nothing.
Events withoutClaims(Events events) {
    for (auto& event : events) {
        event.claimed_id.clear();
    }
    return events;
}

// Some clocks are ahead.
void moveAhead(Events& events, std::size_t one_in, std::mt19937_64& random) {
    const auto now = nowMs();
    for (auto& event : events) {
        if (random() % one_in == 0) {
            event.timestamp_ms = now + kMinute * static_cast<std::int64_t>(60 + random() % 300);
        }
    }
}

People peopleOf(const Stack& stack, const std::string& select, const std::string& prefix) {
    People people;
    for (const auto& row :
         stack.query(select + " WHERE startsWith(distinct_id, '" + prefix + "')")) {
        people[row.at(0).value()] = row.at(1).value();
    }
    return people;
}

// Of one history.
struct Snapshot {
    Snapshot(const Stack& stack, const std::string& prefix)
        : ids(peopleOf(stack, "SELECT distinct_id, person_id FROM person_ids FINAL", prefix)),
          events(peopleOf(stack, "SELECT uuid, person_id FROM events", prefix)),
          sessions(peopleOf(stack, "SELECT session_id, person_id FROM sessions", prefix)) {}

    People ids;
    People events;
    People sessions;
};

std::size_t countChanged(const People& before, const People& after) {
    return static_cast<std::size_t>(std::ranges::count_if(before, [&after](const auto& entry) {
        return after.at(entry.first) != entry.second;
    }));
}

// Ids that no claim named are persons of their own.
std::size_t countChangedIds(People before, const People& after) {
    for (const auto& entry : after) {
        before.emplace(entry.first, identity_tests::personOf(entry.first));
    }
    return countChanged(before, after);
}

std::string changeOf(const Snapshot& before, const Snapshot& after) {
    return "change person: " + std::to_string(countChangedIds(before.ids, after.ids)) + " ids, " +
           std::to_string(countChanged(before.events, after.events)) + " events, " +
           std::to_string(countChanged(before.sessions, after.sessions)) + " sessions\n";
}

// One history in two worlds: in one an operator merges and splits, in the other what he split was
// never claimed.
class History {
public:
    explicit History(unsigned seed)
        : random_(seed),
          prefix_("h" + std::to_string(seed) + "-"),
          early_(identity_tests::makeHistory(kPeople, kEventsPerPerson, seed, prefix_)) {
        std::ranges::shuffle(early_, random_);
        const auto cut = early_.begin() + static_cast<std::ptrdiff_t>(early_.size() * 2 / 3);
        late_.assign(cut, early_.end());
        early_.erase(cut, early_.end());
        moveAhead(early_, 12, random_);
    }

    [[nodiscard]] const Events& early() const { return early_; }

    // Events of before and after what the operator says.
    const Events& late() {
        moveAhead(late_, 2, random_);
        return late_;
    }

    // What the operator said, as the relay stored it.
    void operate(const Stack& stack) {
        for (auto left = 1 + random_() % 3; left > 0; --left) {
            const Snapshot before(stack, prefix_);
            const auto arguments = chooseCommand();
            const auto done = relay(stack, arguments);
            INFO(done.output << done.errors);
            if (done.exit_code != 0) {
                CHECK(
                    (done.errors.find("one person already") != std::string::npos ||
                     done.errors.find("nothing to split") != std::string::npos ||
                     done.errors.find("no event and no claim names") != std::string::npos)
                );
                continue;
            }
            CHECK(done.output.starts_with(changeOf(before, Snapshot(stack, prefix_))));
            note(stack, arguments);
            checkPeople(stack, early_);
            ++commands_;
        }
    }

    [[nodiscard]] std::size_t commands() const { return commands_; }

    // At the end.
    void check(const Stack& stack) const {
        auto all = early_;
        all.insert(all.end(), late_.begin(), late_.end());
        checkPeople(stack, all);
        const Reference reference(all, operated_);
        const auto rows = stack.query(
            "SELECT id, distinct_id, properties, toUnixTimestamp64Milli(created_at), "
            "toUnixTimestamp64Milli(last_seen_at), is_identified FROM persons WHERE "
            "startsWith(distinct_id, '" +
            prefix_ + "')"
        );
        CHECK(rows.size() == reference.persons.size());
        for (const auto& row : rows) {
            INFO(row.at(1).value());
            const auto found = reference.persons.find(row.at(0).value());
            REQUIRE(found != reference.persons.end());
            const identity_tests::ReferencePerson person{
                row.at(1).value(),
                row.at(2).value(),
                std::stoll(row.at(3).value()),
                std::stoll(row.at(4).value()),
                row.at(5).value() == "1"};
            CHECK(person.properties == found->second.properties);
            CHECK(person == found->second);
        }
    }

private:
    [[nodiscard]] std::string user() {
        return prefix_ + "user-" + std::to_string(random_() % kPeople);
    }

    std::vector<std::string> chooseCommand() {
        if (random_() % 4 == 0) {
            return {"person", "merge", user(), user()};
        }
        Events claims = early_;
        std::erase_if(claims, [](const auto& event) { return event.claimed_id.empty(); });
        claims.insert(claims.end(), operated_.begin(), operated_.end());
        std::erase_if(claims, [](const auto& event) { return event.name == "$split"; });
        const auto& claim = claims.at(random_() % claims.size());
        std::vector<std::string> split{"person", "split", claim.claimed_id};
        if (random_() % 2 == 0) {
            split.insert(split.end(), {"--from", claim.distinct_id});
        }
        return split;
    }

    void note(const Stack& stack, const std::vector<std::string>& arguments) {
        const auto rows = stack.query(
            "SELECT event, distinct_id, uuid, toUnixTimestamp64Milli(timestamp) FROM event_log "
            "WHERE "
            "dialect = 'operator' ORDER BY inserted_at DESC LIMIT 1"
        );
        const auto& row = rows.front();
        HistoricEvent event{
            row.at(0).value(),
            row.at(1).value(),
            row.at(2).value(),
            std::stoll(row.at(3).value()),
            {},
            {},
            {}};
        if (event.name == "$merge_dangerously") {
            event.claimed_id = arguments.at(2);
        } else if (arguments.size() > 3) {
            event.claimed_id = arguments.at(4);
        }
        operated_.push_back(event);
    }

    void checkPeople(const Stack& stack, const Events& events) const {
        const Reference reference(events, operated_);
        const auto ids =
            peopleOf(stack, "SELECT distinct_id, person_id FROM person_distinct_ids", prefix_);
        CHECK(ids == reference.person_ids);
        const auto of_events = peopleOf(
            stack,
            "SELECT distinct_id, person_id FROM (SELECT * FROM events WHERE uuid NOT IN (SELECT "
            "uuid "
            "FROM event_log WHERE dialect = 'operator'))",
            prefix_
        );
        for (const auto& [id, person] : of_events) {
            CHECK(reference.person_ids.at(id) == person);
        }
    }

    std::mt19937_64 random_;
    std::string prefix_;
    Events early_;
    Events late_;
    Events operated_;
    std::size_t commands_ = 0;
};

// What was claimed and not taken back, by the rule about splits in docs/identity.md.
std::string survivingClaims(const Stack& stack) {
    std::string values;
    for (const auto& row : stack.query(
             "SELECT toString((source, source_person_id, target, target_person_id, "
             "toString(kind), timestamp, uuid, refused, precedence)) FROM identity_claims FINAL "
             "WHERE kind != 'split' AND (source, target, kind, uuid) NOT IN (SELECT claim.source, "
             "claim.target, claim.kind, claim.uuid FROM (SELECT * FROM identity_claims FINAL) AS "
             "claim INNER JOIN (SELECT * FROM identity_claims FINAL WHERE kind = 'split') AS split "
             "ON split.source = claim.source WHERE split.timestamp >= claim.timestamp AND "
             "(split.target = '' OR split.target = claim.target))"
         )) {
        values.append(values.empty() ? "" : ",").append(row.at(0).value());
    }
    return values;
}

std::string rowsOf(const Stack& stack, const std::string& select) {
    std::string text;
    for (const auto& row : stack.query(select + " ORDER BY ALL")) {
        for (const auto& value : row) {
            text += value.value_or("NULL") + "\t";
        }
        text += "\n";
    }
    return text;
}

void checkSame(const Stack& split, const Stack& never) {
    for (const std::string select :
         {"SELECT * FROM persons",
          "SELECT * FROM person_distinct_ids",
          "SELECT * FROM sessions",
          "SELECT * EXCEPT decided_at FROM person_ids FINAL WHERE owner != '' OR root != "
          "distinct_id OR is_identified OR changed_at > 0",
          "SELECT uuid, event, distinct_id, person_id, session_id, timestamp FROM events WHERE "
          "uuid NOT IN (SELECT uuid FROM event_log WHERE dialect = 'operator')",
          "SELECT own_person_id, distinct_id, min(first_seen_at), max(last_seen_at) FROM "
          "id_activity GROUP BY own_person_id, distinct_id"}) {
        INFO(select);
        const auto rows = rowsOf(split, select);
        CHECK(rows.size() > 1'000);
        CHECK(maintain_tests::firstDifference(rows, rowsOf(never, select)).empty());
    }
}

}  // namespace

TEST_CASE("after splits everything is as if what they took back had never been claimed") {
    std::vector<History> histories;
    for (unsigned seed = 0; seed < countOfHistories(); ++seed) {
        histories.emplace_back(seed);
    }
    const Stack split;
    const Stack never;
    split.query("SYSTEM STOP VIEW resolve_claims");  // what is decided is decided by the commands
    identity_tests::Sender to_split(split);
    identity_tests::Sender to_never(never);
    for (const auto& history : histories) {
        send(to_split, history.early());
        send(to_never, withoutClaims(history.early()));
    }
    identity_tests::settle(split);
    std::size_t commands = 0;
    for (auto& history : histories) {
        history.operate(split);
        commands += history.commands();
    }
    CHECK(commands > histories.size());
    for (auto& history : histories) {
        const auto& late = history.late();
        send(to_split, late);
        send(to_never, withoutClaims(late));
    }
    never.query(
        "INSERT INTO claims_to_resolve (source, source_person_id, target, target_person_id, kind, "
        "timestamp, uuid, refused, precedence) VALUES " +
        survivingClaims(split)
    );
    identity_tests::settle(split);
    identity_tests::settle(never);
    for (const auto& history : histories) {
        history.check(split);
    }
    checkSame(split, never);

    // A reconcile keeps what the operator said.
    CHECK(relay(split, {"reconcile"}).exit_code == 0);
    checkSame(split, never);
}
