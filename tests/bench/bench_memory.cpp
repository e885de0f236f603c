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

double measureIdle(const test_support::RelayProcess& relay) {
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
    test_support::Stack stack;
    const double idle = measureIdle(stack.relay());
    report.add({"relay memory, 256 connections at rest", "MiB", {idle, idle, idle}, "64", "24", ""}
    );
    for (const std::size_t batch : {std::size_t{20}, std::size_t{100}}) {
        const double peak = measurePeak(batch, 2 * settings.seconds);
        report.add(
            {"relay memory, 256 connections, batch " + std::to_string(batch),
             "MiB",
             {peak, peak, peak},
             "64",
             "24",
             ""}
        );
    }
}

}  // namespace bench
