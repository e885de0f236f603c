#pragma once

#include "event_rules/uuid.h"

#include <array>
#include <cstdint>

namespace relay {

// Makes UUIDs that nobody else makes: seeded with 256 bits from the kernel, then cheap. The ids are
// unique, not secret. One instance per request; not thread-safe.
class UuidGenerator {
public:
    UuidGenerator();

    // Version 7: sorts by time, given in milliseconds since the epoch.
    event_rules::Uuid timeOrdered(std::int64_t unix_ms);

private:
    std::uint64_t next();

    std::array<std::uint64_t, 4> state_{};
};

}  // namespace relay
