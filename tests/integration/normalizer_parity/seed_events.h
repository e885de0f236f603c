#pragma once

#include <compare>
#include <cstdint>
#include <string>
#include <vector>

namespace parity {

struct SeedEvent {
    std::string text;
    std::string sent_at;
    std::string dialect = {};
    std::string sdk = {};

    auto operator<=>(const SeedEvent&) const = default;
};

// Every event of the golden corpus, as a scan finds it at that time, and those that browsers send;
// each once.
std::vector<SeedEvent> seedEvents(std::int64_t now_us);

}  // namespace parity
