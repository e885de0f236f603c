#include "bench.h"
#include "process_usage.h"
#include "support/http_exchange.h"
#include "support/stack.h"
#include "web_events.h"
#include "wrk.h"

#include <memory>
#include <stdexcept>
#include <string>
#include <vector>

namespace bench {

namespace {

constexpr int kConnections = 256;
constexpr int kRounds = 2;

double measureIdle() {
    test_support::Stack stack;
    const auto& relay = stack.relay();
    std::vector<std::unique_ptr<test_support::HttpConnection>> connections;
    for (int i = 0; i < kConnections; ++i) {
        connections.push_back(std::make_unique<test_support::HttpConnection>(relay.url()));
        if (connections.back()->call({"GET", "/health", {}, {}}).status != 200) {
            throw std::runtime_error("the relay does not take 256 connections");
        }
    }
    return residentMebibytes(relay.pid());
}

// A relay of its own for every load, because the peak is that of a process's life.
double measurePeak(std::size_t batch, int seconds) {
    test_support::Stack stack;
    runWrk({stack.url(), "/batch/", "batch", kEventTemplates, batch, kConnections, seconds});
    return peakMebibytes(stack.relay().pid());
}

}  // namespace

void benchMemory(Report& report, const Settings& settings) {
    report.say("memory of the relay");
    std::vector<double> idle;
    std::vector<double> small;
    std::vector<double> large;
    for (int round = 0; round < kRounds; ++round) {
        idle.push_back(measureIdle());
        small.push_back(measurePeak(20, settings.seconds));
        large.push_back(measurePeak(100, settings.seconds));
    }
    const std::string measure = "relay memory, 256 connections";
    report.add({measure + " at rest", "MiB", spreadOf(idle), "64", "24", ""});
    report.add({measure + ", batch 20", "MiB", spreadOf(small), "64", "24", ""});
    report.add({measure + ", batch 100", "MiB", spreadOf(large), "64", "24", ""});
}

}  // namespace bench
