#include "bench.h"
#include "process_usage.h"
#include "stored_history.h"
#include "support/http_exchange.h"
#include "support/stack.h"

#include <stdexcept>
#include <string>
#include <vector>

namespace bench {

namespace {

constexpr int kInsertsPerRound = 60;

void call(test_support::HttpConnection& connection, const test_support::HttpCall& call) {
    const auto reply = connection.call(call);
    if (reply.status != 200) {
        throw std::runtime_error(std::to_string(reply.status) + " " + reply.body);
    }
}

// Sends requests of one event, each when the one before is acknowledged.
class OneByOne {
public:
    explicit OneByOne(const test_support::Stack& stack)
        : stack_(stack), relay_(stack.url()), clickhouse_(stack.clickhouseUrl()) {
        stack.query("CREATE TABLE one_by_one AS event_log");
        plain();
        row_ = stack.value("SELECT formatRowNoNewline('JSONEachRow', *) FROM event_log LIMIT 1");
    }

    // Milliseconds of ClickHouse's CPU for each.
    double measure(void (OneByOne::*send)()) {
        const double before = cpuMicroseconds(stack_.clickhouse().pid());
        for (int i = 0; i < kInsertsPerRound; ++i) {
            (this->*send)();
        }
        return (cpuMicroseconds(stack_.clickhouse().pid()) - before) / kInsertsPerRound / 1e3;
    }

    void direct() {
        call(
            clickhouse_,
            {"POST",
             "/?database=product_analytics&query=INSERT%20INTO%20one_by_one%20FORMAT%20JSONEachRow",
             {},
             row_}
        );
    }

    void plain() { post(R"({"event":"$pageview","distinct_id":"visitor","properties":{"a":1}})"); }

    void claim() {
        const auto id = std::to_string(++claims_);
        post(
            R"({"event":"$identify","distinct_id":"user-)" + std::to_string(claims_ % 1000) +
            R"(","properties":{"$anon_distinct_id":"visitor-)" + id + "\"}}"
        );
    }

private:
    void post(const std::string& event) {
        call(
            relay_,
            {"POST",
             "/batch/",
             {{"Content-Type", "application/json"}},
             R"({"api_key":"golden_key","batch":[)" + event + "]}"}
        );
    }

    const test_support::Stack& stack_;
    test_support::HttpConnection relay_;
    test_support::HttpConnection clickhouse_;
    std::string row_;
    int claims_ = 0;
};

std::string milliseconds(const std::vector<double>& ours, const std::vector<double>& direct) {
    return std::to_string(spreadOf(ours).median).substr(0, 4) + " of " +
           std::to_string(spreadOf(direct).median).substr(0, 4) + " ms";
}

}  // namespace

void benchInsert(Report& report, const Settings& settings) {
    const test_support::Stack stack;
    for (const std::string view : kBackgroundViews) {  // measured by themselves in bench_pipeline
        stack.query("SYSTEM STOP VIEW " + view);
    }
    OneByOne sender(stack);
    std::vector<double> direct;
    std::vector<double> plain;
    std::vector<double> claim;
    for (int round = 0; round < 2 * settings.rounds; ++round) {
        direct.push_back(sender.measure(&OneByOne::direct));
        plain.push_back(sender.measure(&OneByOne::plain));
        claim.push_back(sender.measure(&OneByOne::claim));
    }
    report.add(
        {"CPU of an insert, one plain event / one row into event_log",
         "ratio",
         spreadOf(ratios(plain, direct)),
         "4.0",
         "",
         milliseconds(plain, direct)}
    );
    report.add(
        {"the same, one event with a claim",
         "ratio",
         spreadOf(ratios(claim, direct)),
         "7.0",
         "",
         milliseconds(claim, direct)}
    );
}

}  // namespace bench
