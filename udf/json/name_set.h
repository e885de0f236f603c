#pragma once

#include <algorithm>
#include <array>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <string_view>

namespace json {

// Tells whether an object has a member name twice, for all objects of a text at once. It keeps
// hashes, not names: so it may say yes for two names that only look alike, and never says no for
// one given twice. Takes no memory and no time to be emptied.
class NameSet {
public:
    // Forgets all names.
    void clear() {
        first_object_ = last_object_ + 1;
        count_ = 0;
        if (first_object_ > kLastObject) {
            slots_ = {};
            first_object_ = 1;
            last_object_ = 0;
        }
    }

    std::uint32_t addObject() { return ++last_object_; }

    // False when the object may have the name already, or there are too many to tell. `room` is how
    // many bytes can be read where the name begins.
    bool insert(std::uint32_t object, std::string_view name, std::size_t room) {
        if (++count_ > kMaxNames) {
            return false;
        }
        const auto sum = room < kWord ? sumOfCopy(name) : sumOf(name.data(), name.size());
        const std::uint64_t hash = (sum ^ object) * 0x9E3779B97F4A7C15;  // 2^64 by the golden ratio
        const std::uint64_t entry = std::uint64_t{object} << 32U | hash >> 32U;
        auto slot = static_cast<std::size_t>(hash >> kSlotShift);
        while (slots_[slot] >> 32U >= first_object_) {
            if (slots_[slot] == entry) {
                return false;
            }
            slot = (slot + 1) % kSlots;
        }
        slots_[slot] = entry;
        return true;
    }

private:
    static constexpr std::size_t kSlots = 2048;
    static constexpr unsigned kSlotShift = 64 - 11;
    static constexpr std::size_t kMaxNames = kSlots / 2;
    static constexpr std::uint32_t kLastObject = std::uint32_t{1} << 31U;

    static constexpr std::size_t kWord = sizeof(std::uint64_t);

    static std::uint64_t load(const char* from) {
        std::uint64_t word = 0;
        std::memcpy(&word, from, sizeof word);
        return word;
    }

    // Of both ends and the middle.
    static std::uint64_t sumOf(const char* text, std::size_t size) {
        if (size < kWord) {
            const std::uint64_t whole = load(text) & ((std::uint64_t{1} << 8 * size) - 1);
            return whole + std::rotl(whole, 41);
        }
        const std::uint64_t middle = load(text + size / 2 - kWord / 2);
        const std::uint64_t tail = load(text + size - kWord);
        return load(text) + std::rotl(middle, 23) + std::rotl(tail, 41);
    }

    static std::uint64_t sumOfCopy(std::string_view name) {
        std::array<char, kWord> copy{};
        std::ranges::copy(name, copy.begin());  // fits: there is no room for more
        return sumOf(copy.data(), name.size());
    }

    std::array<std::uint64_t, kSlots> slots_{};  // object and the upper half of the hash
    std::uint32_t first_object_ = 1;             // of the present names
    std::uint32_t last_object_ = 0;
    std::size_t count_ = 0;
};

}  // namespace json
