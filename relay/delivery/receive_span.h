#pragma once

#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

namespace relay {

// Unix times in milliseconds, the last one included.
struct ReceiveSpan {
    std::int64_t first_ms;
    std::int64_t last_ms;

    bool operator==(const ReceiveSpan&) const = default;
};

// When these batches were received, as their ids tell (UUID of version 7): raw_events is in the
// order of that time. Nothing when one does not tell.
std::optional<ReceiveSpan> receiveSpan(const std::vector<std::string_view>& batch_ids);

}  // namespace relay
