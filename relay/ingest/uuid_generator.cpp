#include "ingest/uuid_generator.h"

#include <sys/random.h>

#include <bit>
#include <cstddef>
#include <stdexcept>

namespace relay {

namespace {

void setVersion(event_rules::Uuid& uuid, unsigned version) {
    uuid.bytes[6] = static_cast<std::uint8_t>((uuid.bytes[6] & 0x0FU) | (version << 4U));
    uuid.bytes[8] = static_cast<std::uint8_t>((uuid.bytes[8] & 0x3FU) | 0x80U);
}

void putBigEndian(std::uint8_t* target, std::uint64_t value, std::size_t size) {
    for (std::size_t i = 0; i < size; ++i) {
        target[size - 1 - i] = static_cast<std::uint8_t>(value >> (8 * i));
    }
}

}  // namespace

UuidGenerator::UuidGenerator() {
    // Up to 256 bytes come whole or not at all (getrandom(2)).
    if (getrandom(state_.data(), sizeof state_, 0) != static_cast<ssize_t>(sizeof state_)) {
        throw std::runtime_error("getrandom failed");
    }
}

event_rules::Uuid UuidGenerator::timeOrdered(std::int64_t unix_ms) {
    event_rules::Uuid uuid;
    putBigEndian(uuid.bytes.data(), static_cast<std::uint64_t>(unix_ms), 6);
    putBigEndian(uuid.bytes.data() + 6, next(), 2);
    putBigEndian(uuid.bytes.data() + 8, next(), 8);
    setVersion(uuid, 7);
    return uuid;
}

// xoshiro256++ (Blackman, Vigna).
std::uint64_t UuidGenerator::next() {
    const std::uint64_t result = std::rotl(state_[0] + state_[3], 23) + state_[0];
    const std::uint64_t shifted = state_[1] << 17U;
    state_[2] ^= state_[0];
    state_[3] ^= state_[1];
    state_[1] ^= state_[2];
    state_[0] ^= state_[3];
    state_[2] ^= shifted;
    state_[3] = std::rotl(state_[3], 45);
    return result;
}

}  // namespace relay
