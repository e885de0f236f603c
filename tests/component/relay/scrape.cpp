#include "scrape.h"

#include <chrono>
#include <thread>

namespace component {

namespace {

constexpr std::chrono::seconds kDeadline{20};
constexpr std::chrono::milliseconds kPollInterval{5};

}  // namespace

Scrape::Scrape(const RelayFixture& relay)
    : families_(test_support::parseMetrics(
          relay.exchange(test_support::makeRequest("GET", "/metrics", "", "")).body
      )) {}

double Scrape::value(const std::string& series) const {
    const auto name = series.substr(0, series.find('{'));
    for (const auto& [family, content] : families_) {
        const auto found = content.samples.find(series);
        if (name.starts_with(family) && found != content.samples.end()) {
            return found->second;
        }
    }
    return -1;
}

std::string Scrape::onlySeries(const std::string& family) const {
    const auto& samples = families_.at(family).samples;
    return samples.size() == 1 ? samples.begin()->first : "";
}

bool waitFor(const RelayFixture& relay, const std::function<bool(const Scrape&)>& condition) {
    const auto end = std::chrono::steady_clock::now() + kDeadline;
    while (std::chrono::steady_clock::now() < end) {
        if (condition(Scrape(relay))) {
            return true;
        }
        std::this_thread::sleep_for(kPollInterval);
    }
    return false;
}

bool waitForValue(const RelayFixture& relay, const std::string& series, double value) {
    return waitFor(relay, [&](const Scrape& scrape) { return scrape.value(series) == value; });
}

}  // namespace component
