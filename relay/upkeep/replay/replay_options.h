#pragma once

#include <cstdint>
#include <optional>
#include <string>

namespace relay {

// What `relay replay` is asked for: exactly one of a range, a file or the rejected events.
struct ReplayOptions {
    std::optional<std::int64_t> from_us;  // since the epoch; earlier than to_us
    std::optional<std::int64_t> to_us;
    std::optional<std::string> api_key;
    std::optional<std::string> file;  // "-" is standard input
    bool rejected = false;
    std::optional<std::string> reason;
    bool dry_run = false;
    std::optional<std::uint64_t> slice_rows;  // raw events per statement
};

}  // namespace relay
