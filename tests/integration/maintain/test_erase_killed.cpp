#include "erased_person.h"
#include "integration/identity/sender.h"
#include "integration/identity/settled.h"
#include "maintained_stack.h"
#include "support/catch.h"
#include "support/http_exchange.h"
#include "support/scratch_folder.h"

#include <atomic>
#include <chrono>
#include <cstdlib>
#include <future>
#include <mutex>
#include <random>
#include <string>
#include <thread>
#include <vector>

// Erasing and making anonymous amid traffic, beside replays, with events of the people in a spool,
// killed at random moments. KILLS=100 kills that often instead of ten times, SEED=2 at other
// moments.
namespace maintain_tests {

using std::chrono::milliseconds;
using std::chrono::steady_clock;
using test_support::Stack;

namespace {

constexpr int kEvents = 6;           // of each person
constexpr milliseconds kPause{100};  // between requests, each of which makes many files
const std::string kNone;
const std::vector<std::string> kReplay{"replay", "--from", "2020-01-01", "--to", "2100-01-01"};

unsigned environmentOr(const char* name, unsigned otherwise) {
    const char* given = std::getenv(name);  // NOLINT(concurrency-mt-unsafe): before any thread
    return given == nullptr ? otherwise : static_cast<unsigned>(std::stoul(given));
}

struct Dice {
    unsigned kills = environmentOr("KILLS", 10);
    unsigned seed = environmentOr("SEED", 1);
    std::mt19937 random{seed};
};

void run(const Stack& stack, const std::vector<std::string>& command) {
    const auto done = relay(stack, command);
    INFO(done.output << done.errors);
    CHECK(done.exit_code == 0);
}

std::string idOf(unsigned person, const std::string& kind) {
    return "gone-" + std::to_string(person) + "-" + kind;
}

bool isAnonymized(unsigned person) {
    return person % 2 == 1;
}

std::vector<std::string> eraseCommand(unsigned person) {
    std::vector<std::string> command{"person", "erase", idOf(person, "user")};
    if (isAnonymized(person)) {
        command.emplace_back("--anonymize");
    }
    return command;
}

// What tells rows of people who are erased, of what stays of them, and of traffic.
std::vector<std::string> signsOf(unsigned people) {
    std::vector<std::string> signs{"anonymous-", "live"};
    for (unsigned person = 0; person < people; ++person) {
        signs.push_back(identity_tests::personOf(idOf(person, "anon")));
        signs.push_back(identity_tests::personOf(idOf(person, "user")));
    }
    return signs;
}

// People and others, received two hours ago.
void tellOf(const Stack& stack, unsigned people) {
    const auto events = std::to_string(kEvents);
    stack.query(
        "INSERT INTO raw_events SELECT generateUUIDv4(), number, now64(6) - INTERVAL 2 HOUR, "
        "'golden_key', '', '10.0.0.7', 'Agent', '', '', '', '', generateUUIDv4(), "
        "concat('{\"event\":\"e\",\"distinct_id\":\"', ['gone', 'stay'][1 + intDiv(number, " +
        events + ") % 2], '-', toString(intDiv(number, 2 * " + events +
        ")), ['-anon', '-user'][1 + number % 2], "
        "'\",\"$set\":{\"k\":', toString(number), "
        "'},\"timestamp\":\"2026-0', toString(1 + number % 3), '-0', toString(1 + number % 9), "
        "'T00:00:00Z\",\"properties\":{\"$host\":\"h\",\"p\":', toString(intDiv(number, 2 * " +
        events + ")), '}}') FROM numbers(" + std::to_string(people * 2 * kEvents) + ")"
    );
    stack.query(
        "INSERT INTO raw_events SELECT generateUUIDv4(), number, now64(6) - INTERVAL 1 HOUR, "
        "'golden_key', '', '', '', '', '', '', '', generateUUIDv4(), "
        "concat('{\"event\":\"$identify\",\"distinct_id\":\"', ['gone', 'stay'][1 + number % 2], "
        "'-', toString(intDiv(number, 2)), '-user\",\"properties\":{\"$anon_distinct_id\":\"', "
        "['gone', 'stay'][1 + number % 2], '-', toString(intDiv(number, 2)), '-anon\"}}') FROM "
        "numbers(" +
        std::to_string(people * 2) + ")"
    );
    identity_tests::settle(stack);
}

// Sends events of the people, and of others, until it is told to end; what ClickHouse does not take
// waits in the relay's spool.
class LiveTraffic {
public:
    explicit LiveTraffic(const Stack& stack) : url_(stack.url()), thread_([this] { run(); }) {}

    ~LiveTraffic() { end(); }

    LiveTraffic(const LiveTraffic&) = delete;
    LiveTraffic& operator=(const LiveTraffic&) = delete;

    // Whose events are sent beside those of others; nobody's before the first call.
    void sendLate(const std::string& id) {
        const std::lock_guard lock(mutex_);
        late_ = id;
    }

    void end() {
        is_over_ = true;
        if (thread_.joinable()) {
            thread_.join();
        }
    }

    [[nodiscard]] unsigned acknowledged() const { return acknowledged_; }

    [[nodiscard]] unsigned spooled() const { return spooled_; }

private:
    [[nodiscard]] std::string nextBatch() {
        const std::lock_guard lock(mutex_);
        std::string batch = R"({"event":"live","distinct_id":"live"})";
        if (!late_.empty()) {
            batch += R"(,{"event":"late","distinct_id":")" + late_ + R"(","$set":{"k":1}})";
        }
        return R"({"api_key":"golden_key","batch":[)" + batch + "]}";
    }

    void run() {
        test_support::HttpConnection connection(url_);
        while (!is_over_) {
            const auto reply = connection.call(
                {"POST", "/batch/", {{"Content-Type", "application/json"}}, nextBatch()}
            );
            if (reply.status == 200) {
                ++acknowledged_;
                spooled_ += reply.body.find(R"("spooled":true)") == std::string::npos ? 0U : 1U;
            }
            std::this_thread::sleep_for(kPause);
        }
    }

    std::string url_;
    std::mutex mutex_;
    std::string late_;
    std::atomic<bool> is_over_ = false;
    std::atomic<unsigned> acknowledged_ = 0;
    std::atomic<unsigned> spooled_ = 0;
    std::thread thread_;
};

// A command beside a replay that has something to change. Its time.
milliseconds timeOf(const Stack& stack, const std::vector<std::string>& command) {
    auto replaying = std::async(std::launch::async, [&] { return relay(stack, kReplay); });
    const auto begin = steady_clock::now();
    run(stack, command);
    const auto time = std::chrono::duration_cast<milliseconds>(steady_clock::now() - begin);
    replaying.wait();
    return time;
}

void makeWrong(const Stack& stack, unsigned turn) {
    stack.query(
        "ALTER TABLE event_log UPDATE host = 'wrong' WHERE cityHash64(uuid) % 3 = " +
        std::to_string(turn % 3) + " AND event = 'e' SETTINGS mutations_sync = 1"
    );
}

// Of those who were made anonymous each event is there once, of one id a person.
void checkAnonymous(const Stack& stack, unsigned people) {
    const auto rows = stack.query(
        "SELECT JSONExtractUInt(properties, 'p') AS person, uniqExact(distinct_id), count(), "
        "uniqExact(uuid) FROM (SELECT * FROM event_log FINAL) WHERE startsWith(distinct_id, "
        "'anonymous-') AND event = 'e' GROUP BY person ORDER BY person"
    );
    REQUIRE(rows.size() == people / 2);
    for (std::size_t i = 0; i < rows.size(); ++i) {
        CHECK(rows[i].at(0) == std::to_string(2 * i + 1));
        CHECK(rows[i].at(1) == "1");
        CHECK(rows[i].at(2) == std::to_string(kEvents));
        CHECK(rows[i].at(3) == std::to_string(kEvents));
    }
    const std::string doubled =
        "SELECT count() - uniqExact(distinct_id, uuid) FROM (SELECT * FROM event_log FINAL) WHERE "
        "startsWith(distinct_id, 'anonymous-')";
    CHECK(stack.value(doubled) == "0");
    CHECK(
        stack.value(
            "SELECT count() - uniqExact(fallback_uuid) FROM raw_events WHERE position(event, "
            "'anonymous-') > 0"
        ) == "0"
    );
}

// ClickHouse is away until something waits in the spool.
void fillSpool(Stack& stack, const LiveTraffic& traffic) {
    stack.clickhouse().kill9();
    CHECK(identity_tests::becomesTrue([&] { return traffic.spooled() > 0; }));
    stack.clickhouse().restart();
}

// Begins to erase one person after the other; each time the command, or ClickHouse, is killed
// within `longest`, and a replay runs beside it. Tells at which moments.
std::string killErasures(Stack& stack, LiveTraffic& traffic, milliseconds longest, Dice& dice) {
    unsigned hits = 0;
    std::string moments;
    for (unsigned person = 0; person < dice.kills; ++person) {
        const milliseconds moment(dice.random() % static_cast<unsigned>(longest.count()));
        const auto victim = dice.random() % 2 == 0 ? Victim::kRelay : Victim::kClickHouse;
        moments += std::to_string(moment.count()) + (victim == Victim::kRelay ? "r " : "c ");
        traffic.sendLate(idOf(person, person % 3 == 0 ? "anon" : "user"));
        auto replaying = std::async(std::launch::async, [&] { return relay(stack, kReplay); });
        hits += killAfter(stack, eraseCommand(person), moment, victim) ? 1U : 0U;
        replaying.wait();
        makeWrong(stack, person);
    }
    traffic.sendLate("");
    CHECK(hits > dice.kills / 2);
    return moments;
}

// What was cut short before it began to suppress is said again.
void completeAll(const Stack& stack, unsigned people) {
    for (unsigned person = 0; person < people; ++person) {
        const auto hash = identity_tests::personOf(idOf(person, "user"));
        if (stack.value(
                "SELECT count() FROM suppressed_ids WHERE own_person_id = '" + hash + "'"
            ) == "0") {
            run(stack, eraseCommand(person));
        }
    }
}

void waitForSpool(const Stack& stack, const LiveTraffic& traffic) {
    CHECK(identity_tests::becomesTrue([&] {
        const auto live = stack.value("SELECT uniqExact(uuid) FROM events WHERE event = 'live'");
        return std::stoul(live) >= traffic.acknowledged();
    }));
}

}  // namespace

TEST_CASE("an erasure that is killed at random moments, amid all else, is complete at the end") {
    Dice dice;
    CAPTURE(dice.seed);
    const unsigned people = dice.kills + 1;
    const test_support::ScratchFolder scratch;
    Stack stack({.relay_environment = {{"SPOOL_DIR", scratch.path() + "/spool"}}});
    tellOf(stack, people);
    const auto others = othersThan(stack, signsOf(people));
    LiveTraffic traffic(stack);

    makeWrong(stack, 0);
    const auto time = timeOf(stack, eraseCommand(people - 1));
    traffic.sendLate(idOf(0, "anon"));
    fillSpool(stack, traffic);
    const auto moments = killErasures(stack, traffic, time, dice);
    CAPTURE(moments);
    completeAll(stack, people);
    traffic.end();
    waitForSpool(stack, traffic);
    run(stack, {"person", "erase", "--pending"});
    run(stack, kReplay);

    const auto left = relay(stack, {"person", "erase", "--pending", "--dry-run"});
    CHECK(left.output == "nothing is pending\n");
    CHECK(tablesWithErased(stack) == kNone);
    checkAnonymous(stack, people);
    CHECK(firstDifference(othersThan(stack, signsOf(people)), others) == kNone);
}

}  // namespace maintain_tests
