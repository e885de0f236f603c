#pragma once

#include "relay_fixture.h"
#include "support/metrics_text.h"

#include <functional>
#include <map>
#include <string>

namespace component {

// One answer of /metrics.
class Scrape {
public:
    explicit Scrape(const RelayFixture& relay);

    // Of the series as written; -1 when it is not there.
    [[nodiscard]] double value(const std::string& series) const;

    // The first series of a family with one.
    [[nodiscard]] std::string onlySeries(const std::string& family) const;

private:
    std::map<std::string, test_support::MetricFamily> families_;
};

// True as soon as a scrape meets the condition; false after 20 seconds.
bool waitFor(const RelayFixture& relay, const std::function<bool(const Scrape&)>& condition);

bool waitForValue(const RelayFixture& relay, const std::string& series, double value);

}  // namespace component
