#include "bench.h"
#include "floor.h"
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
constexpr std::chrono::milliseconds kPollInterval{50};
constexpr std::chrono::seconds kQuietDeadline{30};

struct Shape {
    std::size_t batch;
    int connections;
    const char* target;
    const char* stretch;
};

// As many connections as the relay's bound on one sender's memory lets through.
constexpr std::array<Shape, 4> kShapes{
    {{1, 64, "0.05", "0.15"},
     {20, 256, "0.50", "0.80"},
     {100, 256, "0.60", "1.00"},
     {1000, 16, "", ""}}};

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
    for (std::size_t i = 0; i < kShapes.size(); ++i) {
        const auto& shape = kShapes.at(i);
        report.add(
            {"full path / floor, batch " + std::to_string(shape.batch),
             "ratio",
             spreadOf(ratios(fulls.at(i), floors)),
             shape.target,
             shape.stretch,
             perSecond(fulls.at(i), floors) + ", " + std::to_string(shape.connections) +
                 " connections"}
        );
    }
}

}  // namespace bench
