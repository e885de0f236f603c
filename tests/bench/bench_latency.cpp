#include "bench.h"
#include "floor.h"
#include "support/stack.h"
#include "web_events.h"
#include "wrk.h"

#include <string>
#include <vector>

namespace bench {

namespace {

constexpr std::size_t kBatch = 20;
constexpr int kSaturating = 256;

Load loadOf(const test_support::Stack& stack, int connections, int seconds) {
    return {stack.url(), "/batch/", "batch", kEventTemplates, kBatch, connections, seconds};
}

double rate(const LoadResult& result) {
    return result.requests / result.seconds;
}

// About as few connections as bring half of what the most can.
int findHalf(const test_support::Stack& stack, int seconds) {
    const double half = rate(runWrkWithoutErrors(loadOf(stack, kSaturating, seconds))) / 2;
    int too_few = 0;
    int enough = kSaturating;
    while (enough - too_few > kSaturating / 16) {
        const int connections = (too_few + enough) / 2;
        const bool is_enough =
            rate(runWrkWithoutErrors(loadOf(stack, connections, seconds))) >= half;
        (is_enough ? enough : too_few) = connections;
    }
    return enough;
}

std::string
milliseconds(const std::vector<double>& ours, const std::vector<double>& direct, int connections) {
    return std::to_string(static_cast<int>(spreadOf(ours).median)) + " of " +
           std::to_string(static_cast<int>(spreadOf(direct).median)) + " ms, " +
           std::to_string(connections) + " connections";
}

}  // namespace

void benchLatency(Report& report, const Settings& settings) {
    test_support::Stack stack;
    const Floor floor(stack);
    const int connections = findHalf(stack, settings.seconds);
    report.say("latency with " + std::to_string(connections) + " connections");
    std::vector<double> p50;
    std::vector<double> p99;
    std::vector<double> direct_p50;
    std::vector<double> direct_p99;
    for (int round = 0; round < settings.rounds; ++round) {
        const auto ours = runWrkWithoutErrors(loadOf(stack, connections, settings.seconds));
        const auto direct = runWrkWithoutErrors(floor.load(kBatch, 1, settings.seconds));
        p50.push_back(ours.p50_ms);
        p99.push_back(ours.p99_ms);
        direct_p50.push_back(direct.p50_ms);
        direct_p99.push_back(direct.p99_ms);
    }
    report.add(
        {"ack p50 / single direct insert",
         "ratio",
         spreadOf(ratios(p50, direct_p50)),
         "",
         "",
         milliseconds(p50, direct_p50, connections)}
    );
    report.add(
        {"ack p99 / single direct insert",
         "ratio",
         spreadOf(ratios(p99, direct_p99)),
         "10",
         "",
         milliseconds(p99, direct_p99, connections)}
    );
}

}  // namespace bench
