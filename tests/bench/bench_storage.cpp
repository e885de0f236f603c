#include "bench.h"
#include "stored_history.h"
#include "support/http_exchange.h"
#include "support/stack.h"
#include "web_events.h"

#include <Poco/TemporaryFile.h>

#include <array>
#include <chrono>
#include <cstdio>
#include <stdexcept>
#include <string>
#include <vector>

namespace bench {

namespace {

constexpr std::size_t kBatch = 1'000;
constexpr int kRounds = 5;
constexpr int kInserts = 7;  // of each side in a round
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

// The same batches, in turns, to the relay whose database is full and to one whose database is
// empty, in the same ClickHouse.
void benchInserts(Report& report, const test_support::Stack& full) {
    const auto log = Poco::TemporaryFile::tempName();
    test_support::RelayProcess empty(
        {{"CLICKHOUSE_URL", full.clickhouseUrl()},
         {"CLICKHOUSE_DATABASE", "empty"},
         {"MIGRATE_ON_START", "true"},
         {"PUBLIC_API_KEYS", "golden_key"}},
        log
    );
    empty.start();
    for (const std::string view : {"reconcile_identity", "fold_persons", "fold_activity"}) {
        full.query("SYSTEM STOP VIEW empty." + view);
    }
    test_support::HttpConnection to_full(full.url());
    test_support::HttpConnection to_empty(empty.url());
    WebEvents events(5);
    std::vector<double> with;
    std::vector<double> without;
    for (int round = 0; round < kRounds; ++round) {
        // Medians: merges hit some inserts of either side.
        std::vector<double> full_times;
        std::vector<double> empty_times;
        for (int i = 0; i < kInserts; ++i) {
            const test_support::HttpCall call{
                "POST", "/batch/", {{"Content-Type", "application/json"}}, events.batch(kBatch)};
            full_times.push_back(timed(to_full, call));
            empty_times.push_back(timed(to_empty, call));
        }
        with.push_back(spreadOf(full_times).median);
        without.push_back(spreadOf(empty_times).median);
    }
    empty.stop();
    std::remove(log.c_str());
    report.add(
        {"cost per event, full database / empty",
         "ratio",
         spreadOf(ratios(with, without)),
         "1.15",
         "1.05",
         std::to_string(static_cast<int>(spreadOf(with).median)) + " of " +
             std::to_string(static_cast<int>(spreadOf(without).median)) + " ms for 1000 events"}
    );
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
    const auto id = stack.value("SELECT id FROM persons WHERE distinct_id = 'user-4242'");
    const std::array<Query, 4> queries{
        {{"count() by event, events / event_log",
          "1.1",
          "SELECT event, count() FROM events GROUP BY event",
          "SELECT event, count() FROM event_log GROUP BY event"},
         {"uniqExact(person_id), events / event_log",
          "2.5",
          "SELECT uniqExact(person_id) FROM events",
          "SELECT uniqExact(person_id) FROM event_log"},
         {"one person by id, persons / plain table",
          "5",
          "SELECT * FROM persons WHERE id = '" + id + "'",
          "SELECT * FROM plain_persons FINAL WHERE id = '" + id + "'"},
         {"one person by distinct_id, persons / plain",
          "5",
          "SELECT * FROM persons WHERE distinct_id = 'user-4242'",
          "SELECT * FROM plain_persons FINAL WHERE distinct_id = 'user-4242'"}}};
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

}  // namespace

void benchStorage(Report& report, const Settings& settings) {
    const std::uint64_t scale = settings.is_small ? 10 : 1;
    const test_support::Stack stack;
    report.say("filling the tables");
    fillHistory(stack, {10'000'000 / scale, 1'000'000 / scale, 1'000'000 / scale});
    report.say("inserts and queries");
    benchQueries(report, stack);
    const double ratio = granules(stack, "events") / granules(stack, "event_log");
    report.add(
        {"granules of a week of one event, same", "ratio", {ratio, ratio, ratio}, "1.0", "", ""}
    );
    benchInserts(report, stack);
}

}  // namespace bench
