#pragma once

#include <cstdint>
#include <optional>
#include <string>

namespace relay {

// What `relay replay` is asked for: exactly one of a range, a file or the rejected events.
struct ReplayOptions {
    std::optional<std::string> from;  // as written; checked by the command
    std::optional<std::string> to;
    std::optional<std::string> api_key;
    std::optional<std::string> file;  // "-" is standard input
    bool rejected = false;
    std::optional<std::string> reason;
    bool dry_run = false;
    std::uint64_t slice_rows = 100'000;
};

}  // namespace relay
