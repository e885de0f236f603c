#pragma once

#include <array>
#include <cstddef>
#include <cstdint>

namespace json {

// Tells whether an object has a member name twice, for all objects of a text at once. It keeps
// hashes, not names: so it may say yes for two names that only look alike, and never says no for
// one given twice. Takes no memory and no time to be emptied.
class NameSet {
public:
    // Forgets all names.
    void clear() {
        object_count_ = 0;
        steps_ = 0;
        if (++text_ == 0) {
            texts_ = {};
            text_ = 1;
        }
    }

    std::uint32_t addObject() { return ++object_count_; }

    // False when the object may have the name already, or there are too many to tell.
    bool insert(std::uint32_t object, std::uint64_t name_hash) {
        const std::uint64_t hash =
            (name_hash + object) * 0x9E3779B97F4A7C15;  // 2^64 / golden ratio
        const auto slot = static_cast<std::size_t>(hash >> kSlotShift);
        if (texts_[slot] == text_) {
            return insertBehind(slot, hash);
        }
        put(slot, hash);
        return true;
    }

private:
    static constexpr std::size_t kSlots = 2048;
    static constexpr unsigned kSlotShift = 64 - 11;
    static constexpr std::size_t kMaxSteps = kSlots;  // over slots that are taken, in one text

    void put(std::size_t slot, std::uint64_t hash) {
        texts_[slot] = text_;
        hashes_[slot] = restOf(hash);
    }

    // The bits beside those that tell the slot.
    static std::uint32_t restOf(std::uint64_t hash) {
        return static_cast<std::uint32_t>(hash >> (kSlotShift - 32));
    }

    // Rare, and so kept out of what happens at every name.
    [[gnu::noinline]] bool insertBehind(std::size_t slot, std::uint64_t hash) {
        while (texts_[slot] == text_) {
            if (hashes_[slot] == restOf(hash) || ++steps_ > kMaxSteps) {
                return false;
            }
            slot = (slot + 1) % kSlots;
        }
        put(slot, hash);
        return true;
    }

    std::array<std::uint16_t, kSlots> texts_{};  // the last one that has a name in that slot
    std::array<std::uint32_t, kSlots> hashes_{};
    std::uint16_t text_ = 1;
    std::uint32_t object_count_ = 0;
    std::size_t steps_ = 0;
};

}  // namespace json
