#pragma once

#include <chrono>
#include <cstdint>
#include <string>

namespace embedded {

struct Progress {
    std::uint64_t read_rows = 0;
    std::uint64_t read_bytes = 0;
    std::uint64_t written_rows = 0;
    std::uint64_t written_bytes = 0;
    std::chrono::nanoseconds elapsed{0};
};

// The value of X-ClickHouse-Summary: a JSON object whose numbers are strings.
std::string formatSummary(const Progress& progress);

}  // namespace embedded
