#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace event_rules {

// 16 bytes in the order of the text form (RFC 9562).
struct Uuid {
    std::array<std::uint8_t, 16> bytes{};

    bool operator==(const Uuid&) const = default;

    [[nodiscard]] bool isNil() const { return *this == Uuid{}; }
};

// Accepts only the 36-character form with hyphens, in any case.
std::optional<Uuid> parseUuid(std::string_view text);

// Lower case, with hyphens.
std::string toString(const Uuid& uuid);

// SHA-1 of the bytes alone (no namespace), first 16 bytes, with version 5 and the RFC variant set.
Uuid uuid5(std::string_view name);

}  // namespace event_rules
