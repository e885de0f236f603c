#include "bench.h"
#include "floor.h"
#include "process_usage.h"
#include "stored_history.h"
#include "support/stack.h"
#include "web_events.h"
#include "wrk.h"

#include <array>
#include <chrono>
#include <stdexcept>
#include <string>
#include <thread>
#include <vector>

namespace bench {

namespace {

constexpr std::size_t kFloorRows = 10'000;
constexpr int kFloorConnections = 3;
constexpr std::size_t kCostBatch = 100;
constexpr int kCostConnections = 256;
constexpr std::chrono::milliseconds kPollInterval{50};
constexpr std::chrono::seconds kQuietDeadline{30};

struct Shape {
    std::size_t batch;
    int connections;
    const char* target;
};

// As many connections as the relay's bound on one sender's memory lets through.
constexpr std::array<Shape, 5> kShapes{
    {{1, 64, "0.015"}, {1, 1000, "0.10"}, {20, 256, "0.35"}, {100, 256, "0.50"}, {1000, 16, ""}}};

double countEvents(const test_support::Stack& stack) {
    return std::stod(stack.value("SELECT count() FROM event_log"));
}

// wrk cuts off what is under way at its end; that is stored, and must not count for the next one.
// Nor must the merges that one load leaves behind slow the next one down.
double waitUntilQuiet(const test_support::Stack& stack) {
    const auto end = std::chrono::steady_clock::now() + kQuietDeadline;
    for (double last = -1; std::chrono::steady_clock::now() < end;) {
        const double now = countEvents(stack);
        if (now == last && stack.value("SELECT count() FROM system.merges") == "0") {
            return now;
        }
        last = now;
        std::this_thread::sleep_for(10 * kPollInterval);
    }
    throw std::runtime_error("the stack does not come to rest");
}

// Events a second that were acknowledged, and that a query sees once all is quiet.
double measureFull(const test_support::Stack& stack, const Shape& shape, int seconds) {
    const double before = waitUntilQuiet(stack);
    const auto result = runWrkWithoutErrors(
        {stack.url(), "/batch/", "batch", kEventTemplates, shape.batch, shape.connections, seconds}
    );
    const double acknowledged = result.requests * static_cast<double>(shape.batch);
    if (const double stored = waitUntilQuiet(stack) - before; stored < acknowledged) {
        throw std::runtime_error(
            std::to_string(acknowledged) + " events acknowledged, " + std::to_string(stored) +
            " stored"
        );
    }
    return acknowledged / result.seconds;
}

double measureFloor(const Floor& floor, int seconds) {
    const auto result = runWrkWithoutErrors(floor.load(kFloorRows, kFloorConnections, seconds));
    return result.requests * kFloorRows / result.seconds;
}

std::string perSecond(const std::vector<double>& full, const std::vector<double>& floor) {
    return std::to_string(static_cast<int>(spreadOf(full).median)) + " of " +
           std::to_string(static_cast<int>(spreadOf(floor).median)) + " events/s";
}

// Microseconds of ClickHouse's CPU for an event at saturation.
double measureCost(const test_support::Stack& stack, int seconds) {
    waitUntilQuiet(stack);
    const double before = cpuMicroseconds(stack.clickhouse().pid());
    const auto result = runWrkWithoutErrors(
        {stack.url(), "/batch/", "batch", kEventTemplates, kCostBatch, kCostConnections, seconds}
    );
    const double events = result.requests * static_cast<double>(kCostBatch);
    return (cpuMicroseconds(stack.clickhouse().pid()) - before) / events;
}

// In turns with the background views and without.
void benchBackground(Report& report, test_support::Stack& stack, const Settings& settings) {
    const auto switchViews = [&](const std::string& command) {
        for (const std::string view : kBackgroundViews) {
            stack.query("SYSTEM " + command + " VIEW " + view);
        }
    };
    std::vector<double> with;
    std::vector<double> without;
    for (int round = 0; round < settings.rounds; ++round) {
        with.push_back(measureCost(stack, 2 * settings.seconds));
        switchViews("STOP");
        without.push_back(measureCost(stack, 2 * settings.seconds));
        switchViews("START");
    }
    report.add(
        {"CPU per event, background views / without",
         "ratio",
         spreadOf(ratios(with, without)),
         "1.2",
         "",
         std::to_string(static_cast<int>(spreadOf(with).median)) + " of " +
             std::to_string(static_cast<int>(spreadOf(without).median)) + " us"}
    );
}

void addShapes(
    Report& report,
    const std::array<std::vector<double>, kShapes.size()>& fulls,
    const std::vector<double>& floors
) {
    for (std::size_t i = 0; i < kShapes.size(); ++i) {
        const auto& shape = kShapes.at(i);
        report.add(
            {"full path / floor, batch " + std::to_string(shape.batch) + ", " +
                 std::to_string(shape.connections) + " connections",
             "ratio",
             spreadOf(ratios(fulls.at(i), floors)),
             shape.target,
             "",
             perSecond(fulls.at(i), floors)}
        );
    }
}

}  // namespace

void benchPipeline(Report& report, const Settings& settings) {
    test_support::Stack stack;
    const Floor floor(stack);
    std::vector<double> floors;
    std::array<std::vector<double>, kShapes.size()> fulls;
    for (int round = 0; round < settings.rounds; ++round) {
        report.say("full path, round " + std::to_string(round + 1));
        waitUntilQuiet(stack);
        floors.push_back(measureFloor(floor, settings.seconds));
        for (std::size_t i = 0; i < kShapes.size(); ++i) {
            fulls.at(i).push_back(measureFull(stack, kShapes.at(i), settings.seconds));
        }
    }
    addShapes(report, fulls, floors);
    benchBackground(report, stack, settings);
}

}  // namespace bench
