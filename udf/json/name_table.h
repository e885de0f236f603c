#pragma once

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

// A slot for every name, found by its length and three letters: most members are unknown, and fall
// out at the first look. Names that agree in all of these do not compile.
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
    [[nodiscard]] constexpr Value find(std::string_view name) const {
        if (name.empty()) {
            return {};
        }
        const auto& slot = slots_[slotOf(name)];
        return slot.name == name ? slot.value : Value{};
    }

private:
    // False when two names share a slot.
    template <std::size_t kCount>
    constexpr bool fill(const std::array<NamedValue<Value>, kCount>& names) {
        slots_ = {};
        for (const auto& named : names) {
            auto& slot = slots_[slotOf(named.name)];
            if (!slot.name.empty()) {
                return false;
            }
            slot = named;
        }
        return true;
    }

    [[nodiscard]] constexpr std::size_t slotOf(std::string_view name) const {
        const std::uint32_t first = static_cast<unsigned char>(name[name.size() / 3]);
        const std::uint32_t second = static_cast<unsigned char>(name[name.size() / 2]);
        const std::uint32_t last = static_cast<unsigned char>(name.back());
        const auto size = static_cast<std::uint32_t>(name.size());
        const auto mixed = size + (first << 8U) + (second << 16U) + (last << 24U);
        return (mixed * factor_) >> kShift;
    }

    static constexpr std::size_t kSlots = 64;
    static constexpr unsigned kShift = 32 - 6;  // leaves the number of a slot

    std::array<NamedValue<Value>, kSlots> slots_{};
    std::uint32_t factor_ = 0x9E3779B1;  // odd, with bits all over
};

}  // namespace json
