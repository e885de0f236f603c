#include "support/catch.h"
#include "support/http_exchange.h"
#include "support/metrics_text.h"
#include "support/stack.h"

#include <chrono>
#include <fstream>
#include <functional>
#include <map>
#include <string>
#include <thread>

namespace observe_tests {
namespace {

using Families = std::map<std::string, test_support::MetricFamily>;
using test_support::Stack;

const std::string kViewAge = "relay_background_view_age_seconds";
const std::string kBrokenParts = "relay_broken_parts";

Families scrape(const Stack& stack) {
    test_support::HttpConnection connection(stack.url());
    return test_support::parseMetrics(connection.call({"GET", "/metrics", {}, ""}).body);
}

// What ClickHouse does by itself is asked for every ten seconds.
bool becomesTrue(const Stack& stack, const std::function<bool(Families&)>& condition) {
    const auto end = std::chrono::steady_clock::now() + std::chrono::seconds(60);
    while (std::chrono::steady_clock::now() < end) {
        if (auto families = scrape(stack); condition(families)) {
            return true;
        }
        std::this_thread::sleep_for(std::chrono::milliseconds(200));
    }
    return false;
}

}  // namespace

TEST_CASE("metrics tell of views that ClickHouse runs by itself, and of parts that it cannot read"
) {
    Stack stack;
    auto families = scrape(stack);
    for (const std::string view : {"follow_raw", "fold_persons", "resolve_claims"}) {
        CHECK(families[kViewAge].samples.count(kViewAge + "{view=\"" + view + "\"}") == 1);
    }
    CHECK(families[kBrokenParts].samples[kBrokenParts] == 0);

    stack.query("INSERT INTO event_log (event) VALUES ('e')");
    const auto part = stack.value(
        "SELECT path FROM system.parts WHERE database = currentDatabase() AND table = 'event_log'"
    );
    stack.clickhouse().stop();
    CHECK(becomesTrue(stack, [](auto& now) { return now.count(kViewAge) == 0; }));
    std::ofstream(part + "columns.txt") << "damaged";
    stack.clickhouse().restart();
    CHECK(becomesTrue(stack, [](auto& now) { return now[kBrokenParts].samples[kBrokenParts] == 1; })
    );
}

TEST_CASE("metrics tell of a view that stands still") {
    const Stack stack;
    const auto age = [](auto& families) {
        return families[kViewAge].samples[kViewAge + "{view=\"fold_persons\"}"];
    };
    auto families = scrape(stack);
    const auto before = age(families);
    stack.query("SYSTEM STOP VIEW fold_persons");
    CHECK(becomesTrue(stack, [&](auto& now) { return age(now) >= before + 5; }));
}

}  // namespace observe_tests
