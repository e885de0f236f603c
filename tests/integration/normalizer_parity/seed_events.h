#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace parity {

struct SeedEvent {
    std::string text;
    std::string sent_at;
};

// Every event of the golden corpus, as a scan finds it at that time, and those that browsers send.
std::vector<SeedEvent> seedEvents(std::int64_t now_us);

}  // namespace parity
