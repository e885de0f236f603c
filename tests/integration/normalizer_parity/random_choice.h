#pragma once

#include <cstddef>
#include <cstdint>
#include <random>

namespace parity {

// Random decisions that are the same on every platform.
class RandomChoice {
public:
    explicit RandomChoice(std::uint64_t seed) : engine_(seed) {}

    // Less than `end`; 0 when that is 0.
    std::size_t below(std::size_t end) { return end == 0 ? 0 : engine_() % end; }

    bool percent(std::size_t chance) { return below(100) < chance; }

    template <typename List>
    const auto& oneOf(const List& list) {
        return list[below(list.size())];
    }

private:
    std::mt19937_64 engine_;
};

}  // namespace parity
