#pragma once

#include <cstdint>
#include <string>
#include <string_view>

// What ClickHouse sends to the worker, in bytes.
namespace worker_input {

inline constexpr std::int64_t kReceivedAtUs = 1'709'294'400'000'000;
inline constexpr std::string_view kFallbackUuid = "01890a5dac96774bbcceb302099a8057";

inline std::string varUInt(std::uint64_t value) {
    std::string bytes;
    for (; value >= 0x80U; value >>= 7U) {
        bytes += static_cast<char>(value | 0x80U);
    }
    return bytes + static_cast<char>(value);
}

inline std::string littleEndian(std::uint64_t value) {
    std::string bytes;
    for (unsigned i = 0; i < 8; ++i) {
        bytes += static_cast<char>(value >> (8 * i));
    }
    return bytes;
}

inline std::string string(std::string_view text) {
    return varUInt(text.size()) + std::string(text);
}

// One row with kReceivedAtUs and kFallbackUuid.
inline std::string
row(std::string_view event, std::string_view sent_at = "", std::string_view dialect = "") {
    return string(event) + littleEndian(kReceivedAtUs) + string(sent_at) +
           littleEndian(0x01890a5dac96774bU) + littleEndian(0xbcceb302099a8057U) + string(dialect) +
           string("");
}

}  // namespace worker_input
