#pragma once

#include "json/name_hash.h"

#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>

namespace json {

template <typename Value>
struct NamedValue {
    std::string_view name;
    Value value = {};  // a default one stands for no name
};

// A slot for every name, found by its hash: most members are unknown, and fall out at the first
// look. Names with one hash do not compile.
template <typename Value>
class NameTable {
public:
    template <std::size_t kCount>
    consteval explicit NameTable(const std::array<NamedValue<Value>, kCount>& names) {
        while (!fill(names)) {
            factor_ += 2;
        }
    }

    // A default value where the name is unknown.
    [[nodiscard]] constexpr Value find(std::string_view name, std::uint64_t hash) const {
        const auto& slot = slots_[slotOf(hash)];
        return slot.name == name ? slot.value : Value{};
    }

private:
    // False when two names share a slot.
    template <std::size_t kCount>
    constexpr bool fill(const std::array<NamedValue<Value>, kCount>& names) {
        slots_ = {};
        for (const auto& named : names) {
            auto& slot = slots_[slotOf(hashName(named.name))];
            if (!slot.name.empty()) {
                return false;
            }
            slot = named;
        }
        return true;
    }

    [[nodiscard]] constexpr std::size_t slotOf(std::uint64_t hash) const {
        return (hash * factor_) >> kShift;
    }

    static constexpr std::size_t kSlots = 64;
    static constexpr unsigned kShift = 64 - 6;  // leaves the number of a slot

    std::array<NamedValue<Value>, kSlots> slots_{};
    std::uint64_t factor_ = 0x9E3779B97F4A7C15;  // odd, with bits all over
};

}  // namespace json
