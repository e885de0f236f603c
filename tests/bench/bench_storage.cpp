#include "bench.h"
#include "process_usage.h"
#include "stored_history.h"
#include "support/http_exchange.h"
#include "support/stack.h"
#include "web_events.h"

#include <Poco/TemporaryFile.h>

#include <array>
#include <chrono>
#include <cstdint>
#include <cstdio>
#include <stdexcept>
#include <string>
#include <thread>
#include <vector>

namespace bench {

namespace {

constexpr std::size_t kBatch = 1'000;
constexpr int kRounds = 2;
constexpr std::size_t kInserts = 40;  // of each side in a round
constexpr std::uint32_t kFirstUnknown = 0x20000000;
constexpr std::chrono::seconds kIdleTime{5};
// A change is folded twice, in turns of a second or, when only its times changed, of fifteen.
constexpr std::chrono::seconds kBackgroundTime{32};
constexpr int kQueries = 9;
constexpr double kMilliseconds = 1e3;

// Milliseconds of one call; throws when it fails.
double timed(test_support::HttpConnection& connection, const test_support::HttpCall& call) {
    const auto start = std::chrono::steady_clock::now();
    const auto reply = connection.call(call);
    const std::chrono::duration<double> time = std::chrono::steady_clock::now() - start;
    if (reply.status != 200) {
        throw std::runtime_error(std::to_string(reply.status) + " " + reply.body);
    }
    return time.count() * kMilliseconds;
}

double cpuSeconds(const test_support::Stack& stack) {
    return cpuMicroseconds(stack.clickhouse().pid()) / 1e6;
}

// Cores that ClickHouse is busy with while nothing happens.
double idleCores(const test_support::Stack& stack, std::chrono::seconds time) {
    const double before = cpuSeconds(stack);
    std::this_thread::sleep_for(time);
    return (cpuSeconds(stack) - before) / static_cast<double>(time.count());
}

void switchJobs(
    const test_support::Stack& stack,
    const std::string& command,
    const std::string& database
) {
    for (const std::string view : kBackgroundViews) {
        stack.query("SYSTEM " + command + " VIEW " + database + "." + view);
    }
}

// Microseconds of ClickHouse's CPU for an event: inserts, merges, and the background views until
// each has taken everything, over what they cost while nothing happens.
double measureCost(
    const test_support::Stack& stack,
    const std::string& url,
    const std::string& database,
    WebEvents& events
) {
    test_support::HttpConnection relay(url);
    switchJobs(stack, "START", database);
    const double idle = idleCores(stack, kIdleTime);
    const double before = cpuSeconds(stack);
    const auto start = std::chrono::steady_clock::now();
    for (std::size_t i = 0; i < kInserts; ++i) {
        timed(
            relay, {"POST", "/batch/", {{"Content-Type", "application/json"}}, events.batch(kBatch)}
        );
    }
    std::this_thread::sleep_for(kBackgroundTime);
    const std::chrono::duration<double> time = std::chrono::steady_clock::now() - start;
    const double cost = cpuSeconds(stack) - before - idle * time.count();
    switchJobs(stack, "STOP", database);
    return cost * 1e6 / static_cast<double>(kInserts * kBatch);
}

void addCosts(
    Report& report,
    const std::string& measure,
    const std::vector<double>& full,
    const std::vector<double>& empty
) {
    report.add(
        {measure,
         "ratio",
         spreadOf(ratios(full, empty)),
         "1.15",
         "",
         std::to_string(static_cast<int>(spreadOf(full).median)) + " of " +
             std::to_string(static_cast<int>(spreadOf(empty).median)) + " us of CPU"}
    );
}

// In turns to a relay whose database is full and to one whose database is empty, in the same
// ClickHouse: events of people that nobody has seen before, and of people that the full one knows,
// each with a second id and ten properties.
void benchCost(Report& report, const test_support::Stack& full) {
    const auto log = Poco::TemporaryFile::tempName();
    test_support::RelayProcess empty(
        {{"CLICKHOUSE_URL", full.clickhouseUrl()},
         {"CLICKHOUSE_DATABASE", "empty"},
         {"MIGRATE_ON_START", "true"},
         {"PUBLIC_API_KEYS", "golden_key"}},
        log
    );
    empty.start();
    switchJobs(full, "STOP", "empty");
    WebEvents of_history(5);
    std::vector<double> known;
    std::vector<double> unknown;
    std::vector<double> without;
    for (int round = 0; round < kRounds; ++round) {
        WebEvents of_others(6, kFirstUnknown + static_cast<std::uint32_t>(round) * kPeople);
        known.push_back(measureCost(full, full.url(), "product_analytics", of_history));
        unknown.push_back(measureCost(full, full.url(), "product_analytics", of_others));
        without.push_back(measureCost(full, empty.url(), "empty", of_others));
    }
    empty.stop();
    std::remove(log.c_str());
    addCosts(report, "cost per event, full / empty, new people", unknown, without);
    addCosts(report, "cost per event, full / empty, known people", known, without);
}

struct Query {
    const char* name;
    const char* bound;
    std::string ours;
    std::string plain;
};

void benchQuery(Report& report, const test_support::Stack& stack, const Query& query) {
    test_support::HttpConnection connection(stack.clickhouseUrl());
    std::vector<double> ours;
    std::vector<double> plain;
    for (int round = -1; round < kQueries; ++round) {
        const double our_time =
            timed(connection, {"POST", "/?database=product_analytics", {}, query.ours});
        const double plain_time =
            timed(connection, {"POST", "/?database=product_analytics", {}, query.plain});
        if (round >= 0) {  // the first one only warms up
            ours.push_back(our_time);
            plain.push_back(plain_time);
        }
    }
    report.add({query.name, "ratio", spreadOf(ratios(ours, plain)), query.bound, "", ""});
}

void benchQueries(Report& report, const test_support::Stack& stack) {
    const std::string user = "'01890c3a-5d2e-7007-a000-000000001092'";
    const auto id = stack.value("SELECT id FROM persons WHERE distinct_id = " + user);
    const std::string january =
        " WHERE timestamp >= '2026-01-01' AND timestamp < '2026-02-01' GROUP BY toDate(timestamp)";
    const std::array<Query, 7> queries{
        {{"count() by event, events / event_log",
          "1.1",
          "SELECT event, count() FROM events GROUP BY event",
          "SELECT event, count() FROM event_log GROUP BY event"},
         {"uniqExact(person_id), events / event_log",
          "1.4",
          "SELECT uniqExact(person_id) FROM events",
          "SELECT uniqExact(person_id) FROM event_log"},
         {"one person by id, persons / plain table",
          "5",
          "SELECT * FROM persons WHERE id = '" + id + "'",
          "SELECT * FROM plain_persons FINAL WHERE id = '" + id + "'"},
         {"one person by distinct_id, persons / plain",
          "5",
          "SELECT * FROM persons WHERE distinct_id = " + user,
          "SELECT * FROM plain_persons FINAL WHERE distinct_id = " + user},
         {"daily people of a month, events / event_log",
          "",
          "SELECT uniqExact(person_id) FROM events" + january,
          "SELECT uniqExact(person_id) FROM event_log" + january},
         {"one id, person_distinct_ids / plain table",
          "",
          "SELECT * FROM person_distinct_ids WHERE distinct_id = " + user,
          "SELECT * FROM plain_ids FINAL WHERE distinct_id = " + user},
         {"one session, sessions / plain table",
          "",
          "SELECT * FROM sessions WHERE session_id = " + user,
          "SELECT * FROM plain_sessions FINAL WHERE session_id = " + user}}};
    for (const auto& query : queries) {
        benchQuery(report, stack, query);
    }
}

double granules(const test_support::Stack& stack, const std::string& table) {
    const auto rows = stack.query(
        "EXPLAIN indexes = 1 SELECT count() FROM " + table +
        " WHERE timestamp >= '2026-02-01' AND timestamp < '2026-02-08' AND event = 'event-7'"
    );
    double last = 0;
    for (const auto& row : rows) {
        const auto text = row.at(0).value_or("");
        if (const auto at = text.find("Granules: "); at != std::string::npos) {
            last = std::stod(text.substr(text.find_first_of("0123456789", at)));
        }
    }
    if (last == 0) {
        throw std::runtime_error("no granules of " + table);
    }
    return last;
}

// A person whose history is long, against one whose history is short.
void benchFold(Report& report, const test_support::Stack& stack) {
    const auto fold = [&](const std::string& id, std::uint64_t events) {
        stack.query(
            "INSERT INTO raw_events SELECT generateUUIDv4(), number, now64(6), 'golden_key', '', "
            "'', '', '', '', '', '', generateUUIDv4(), "
            R"(concat('{"event":"e","distinct_id":")" +
            id + R"(","$set":{"plan":', toString(number), ',"seats":2}}') FROM numbers()" +
            std::to_string(events) + ")"
        );
        return "INSERT INTO touched_ids SELECT own_person_id, 1, now64(6), now64(6) FROM "
               "id_activity WHERE "
               "distinct_id = '" +
               id + "' LIMIT 1";
    };
    benchQuery(
        report,
        stack,
        {"fold of a person, 100 000 $set events / 100",
         "2",
         fold("long", 100'000),
         fold("short", 100)}
    );
}

// As many decisions as {count}, of which none is an id's own person.
void addOverrides(const test_support::Stack& stack, std::uint64_t count) {
    stack.query(
        "INSERT INTO person_ids (own_person_id, distinct_id, root, person_id, owner, decided_at) "
        "SELECT generateUUIDv4(number), concat('override-', toString(number)), 'root', "
        "generateUUIDv4(number + 1), 'root', '2026-01-01' FROM numbers(" +
        std::to_string(count) + ")"
    );
}

// Of the engine at rest, after a restart, with decisions and without.
void benchRest(Report& report, std::uint64_t overrides) {
    test_support::Stack stack;
    const auto measure = [&] {
        stack.clickhouse().stop();
        stack.clickhouse().restart();
        const double idle = idleCores(stack, 4 * kIdleTime);
        return std::pair(residentMebibytes(stack.clickhouse().pid()), idle);
    };
    const auto [without, idle] = measure();
    addOverrides(stack, overrides);
    const auto [with, idle_with] = measure();
    const double ratio = with / without;
    report.add(
        {"memory at rest, 5 M overrides / none",
         "ratio",
         {ratio, ratio, ratio},
         "1.1",
         "",
         std::to_string(static_cast<int>(with)) + " of " +
             std::to_string(static_cast<int>(without)) + " MiB"}
    );
    report.add(
        {"nothing happens", "% of a core", {100 * idle, 100 * idle, 100 * idle_with}, "2", "", ""}
    );
}

}  // namespace

void benchStorage(Report& report, const Settings& settings) {
    const std::uint64_t scale = settings.is_small ? 10 : 1;
    const test_support::Stack stack;
    report.say("filling the tables");
    fillHistory(stack, {10'000'000 / scale, 500'000 / scale, 1'000'000 / scale});
    report.say("queries");
    benchQueries(report, stack);
    const double ratio = granules(stack, "events") / granules(stack, "event_log");
    report.add(
        {"granules of a week of one event, same", "ratio", {ratio, ratio, ratio}, "1.0", "", ""}
    );
    benchCost(report, stack);
    benchFold(report, stack);
    report.say("more overrides");
    addOverrides(stack, 9'500'000 / scale);
    benchQuery(
        report,
        stack,
        {"uniqExact(person_id), the same with 10 M overrides",
         "",
         "SELECT uniqExact(person_id) FROM events",
         "SELECT uniqExact(person_id) FROM event_log"}
    );
    benchRest(report, 5'000'000 / scale);
}

}  // namespace bench
