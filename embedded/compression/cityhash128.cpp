#include "cityhash128.h"

#include <bit>
#include <cstring>
#include <utility>

namespace embedded {
namespace {

using Halves = std::array<std::uint64_t, 2>;

constexpr std::uint64_t k0 = 0xc3a5c85c97cb3127;
constexpr std::uint64_t k1 = 0xb492b66fbe98f273;
constexpr std::uint64_t k2 = 0x9ae16a3b2f90404f;
constexpr std::uint64_t k3 = 0xc949d7c7509e6557;
constexpr std::uint64_t kMix = 0x9ddfea08eb382d69;

template <typename Number>
Number load(const char* bytes) {
    Number number = 0;
    std::memcpy(&number, bytes, sizeof(number));
    return number;
}

std::uint64_t load64(const char* bytes) {
    return load<std::uint64_t>(bytes);
}

std::uint64_t shiftMix(std::uint64_t value) {
    return value ^ (value >> 47);
}

std::uint64_t mix(std::uint64_t low, std::uint64_t high) {
    const std::uint64_t first = shiftMix((low ^ high) * kMix);
    return shiftMix((high ^ first) * kMix) * kMix;
}

std::uint64_t byteAt(std::string_view bytes, std::size_t index) {
    return static_cast<unsigned char>(bytes[index]);
}

// Of up to 16 bytes.
std::uint64_t hashShort(std::string_view bytes) {
    const std::uint64_t size = bytes.size();
    if (size > 8) {
        const std::uint64_t first = load64(bytes.data());
        const std::uint64_t last = load64(bytes.data() + size - 8);
        return mix(first, std::rotr(last + size, static_cast<int>(size))) ^ last;
    }
    if (size >= 4) {
        const std::uint64_t first = load<std::uint32_t>(bytes.data());
        return mix(size + (first << 3), load<std::uint32_t>(bytes.data() + size - 4));
    }
    if (size > 0) {
        const std::uint64_t low = byteAt(bytes, 0) + (byteAt(bytes, size >> 1) << 8);
        const std::uint64_t high = size + (byteAt(bytes, size - 1) << 2);
        return shiftMix(low * k2 ^ high * k3) * k2;
    }
    return k2;
}

Halves hash32(const char* bytes, std::uint64_t a, std::uint64_t b) {
    a += load64(bytes);
    b = std::rotr(b + a + load64(bytes + 24), 21);
    const std::uint64_t start = a;
    a += load64(bytes + 8) + load64(bytes + 16);
    b += std::rotr(a, 44);
    return {a + load64(bytes + 24), b + start};
}

// Under 128 bytes.
Halves hashMedium(std::string_view bytes, const Halves& seed) {
    auto [a, b] = seed;
    std::uint64_t c = 0;
    std::uint64_t d = 0;
    const std::size_t size = bytes.size();
    if (size <= 16) {
        a = shiftMix(a * k1) * k1;
        c = b * k1 + hashShort(bytes);
        d = shiftMix(a + (size >= 8 ? load64(bytes.data()) : c));
    } else {
        c = mix(load64(bytes.data() + size - 8) + k1, a);
        d = mix(b + size, c + load64(bytes.data() + size - 16));
        a += d;
        for (std::size_t at = 0; at + 16 < size; at += 16) {
            a = (a ^ shiftMix(load64(bytes.data() + at) * k1) * k1) * k1;
            b ^= a;
            c = (c ^ shiftMix(load64(bytes.data() + at + 8) * k1) * k1) * k1;
            d ^= c;
        }
    }
    a = mix(a, c);
    b = mix(d, b);
    return {a ^ b, mix(b, a)};
}

// From 128 bytes on.
class LongHash {
public:
    LongHash(std::string_view bytes, const Halves& seed)
        : bytes_(bytes), x_(seed[0]), y_(seed[1]), z_(bytes.size() * k1) {
        v_[0] = std::rotr(y_ ^ k1, 49) * k1 + load64(bytes.data());
        v_[1] = std::rotr(v_[0], 42) * k1 + load64(bytes.data() + 8);
        w_[0] = std::rotr(y_ + z_, 35) * k1 + x_;
        w_[1] = std::rotr(x_ + load64(bytes.data() + 88), 53) * k1;
    }

    Halves finish() {
        while (bytes_.size() - at_ >= 128) {
            add64();
            add64();
        }
        addTail();
        const std::uint64_t x = mix(x_, v_[0]);
        const std::uint64_t y = mix(y_, w_[0]);
        return {mix(x + v_[1], w_[1]) + y, mix(x + w_[1], y + v_[1])};
    }

private:
    void add64() {
        const char* here = bytes_.data() + at_;
        x_ = std::rotr(x_ + y_ + v_[0] + load64(here + 16), 37) * k1;
        y_ = std::rotr(y_ + v_[1] + load64(here + 48), 42) * k1;
        x_ ^= w_[1];
        y_ ^= v_[0];
        z_ = std::rotr(z_ ^ w_[0], 33);
        v_ = hash32(here, v_[1] * k1, x_ + w_[0]);
        w_ = hash32(here + 32, z_ + w_[1], y_);
        std::swap(z_, x_);
        at_ += 64;
    }

    // Up to four times 32 bytes, from the end backwards: they may reach into what was taken before.
    void addTail() {
        const std::size_t left = bytes_.size() - at_;
        y_ += std::rotr(w_[0], 37) * k0 + z_;
        x_ += std::rotr(v_[0] + z_, 49) * k0;
        for (std::size_t done = 32; done < left + 32; done += 32) {
            const char* here = bytes_.data() + bytes_.size() - done;
            y_ = std::rotr(y_ - x_, 42) * k0 + v_[1];
            w_[0] += load64(here + 16);
            x_ = std::rotr(x_, 49) * k0 + w_[0];
            w_[0] += v_[0];
            v_ = hash32(here, v_[0], v_[1]);
        }
    }

    std::string_view bytes_;
    std::size_t at_ = 0;
    std::uint64_t x_;
    std::uint64_t y_;
    std::uint64_t z_;
    Halves v_{};
    Halves w_{};
};

Halves hashWithSeed(std::string_view bytes, const Halves& seed) {
    return bytes.size() < 128 ? hashMedium(bytes, seed) : LongHash(bytes, seed).finish();
}

}  // namespace

Halves cityHash128(std::string_view bytes) {
    const std::size_t size = bytes.size();
    if (size >= 16) {
        return hashWithSeed(
            bytes.substr(16), {load64(bytes.data()) ^ k3, load64(bytes.data() + 8)}
        );
    }
    if (size >= 8) {
        const std::uint64_t last = load64(bytes.data() + size - 8);
        return hashWithSeed({}, {load64(bytes.data()) ^ (size * k0), last ^ k1});
    }
    return hashWithSeed(bytes, {k0, k1});
}

}  // namespace embedded
