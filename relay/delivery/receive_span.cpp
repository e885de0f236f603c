#include "delivery/receive_span.h"

#include "event_rules/uuid.h"

#include <algorithm>

namespace relay {

namespace {

constexpr unsigned kVersion = 7;
constexpr std::size_t kVersionByte = 6;  // behind those of the time

std::optional<std::int64_t> millisecondsOf(std::string_view batch_id) {
    const auto uuid = event_rules::parseUuid(batch_id);
    if (!uuid || static_cast<unsigned>(uuid->bytes[kVersionByte]) >> 4U != kVersion) {
        return std::nullopt;
    }
    std::int64_t time = 0;
    for (std::size_t i = 0; i < kVersionByte; ++i) {
        time = time * 256 + static_cast<std::int64_t>(uuid->bytes[i]);
    }
    return time;
}

}  // namespace

std::optional<ReceiveSpan> receiveSpan(const std::vector<std::string_view>& batch_ids) {
    std::optional<ReceiveSpan> span;
    for (const auto batch_id : batch_ids) {
        const auto time = millisecondsOf(batch_id);
        if (!time) {
            return std::nullopt;
        }
        span = span ? ReceiveSpan{std::min(span->first_ms, *time), std::max(span->last_ms, *time)}
                    : ReceiveSpan{*time, *time};
    }
    return span;
}

}  // namespace relay
