#include "ingest/ascending_uuid.h"

#include <cstdint>

namespace relay {

namespace {

constexpr std::size_t kHalf = 8;
// Behind the two bits of the variant, and a third that is a zero for room to count.
constexpr std::uint64_t kCounter = (std::uint64_t{1} << 61U) - 1;
constexpr std::uint64_t kVariant = std::uint64_t{2} << 62U;

}  // namespace

event_rules::Uuid ascendingUuid(const event_rules::Uuid& base, std::size_t index) {
    std::uint64_t half = 0;
    for (std::size_t i = kHalf; i < base.bytes.size(); ++i) {
        half = half << 8U | base.bytes[i];
    }
    half = kVariant | ((half & kCounter) + index);
    auto uuid = base;
    for (std::size_t i = base.bytes.size(); i > kHalf; --i) {
        uuid.bytes[i - 1] = static_cast<std::uint8_t>(half);
        half >>= 8U;
    }
    return uuid;
}

}  // namespace relay
