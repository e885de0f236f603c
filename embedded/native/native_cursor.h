#pragma once

#include <cstdint>
#include <cstring>
#include <string_view>

namespace embedded {

// Reads on in bytes of which the rest may not have come yet. After the first read past the end
// every read gives nothing, and isShort() says so.
class NativeCursor {
public:
    explicit NativeCursor(std::string_view bytes) : bytes_(bytes) {}

    [[nodiscard]] bool isShort() const { return is_short_; }

    [[nodiscard]] std::size_t position() const { return at_; }

    std::string_view take(std::uint64_t size) {
        if (is_short_ || size > bytes_.size() - at_) {
            is_short_ = true;
            return {};
        }
        const auto taken = bytes_.substr(at_, static_cast<std::size_t>(size));
        at_ += taken.size();
        return taken;
    }

    void skip(std::uint64_t count, std::uint64_t width) {
        if (width != 0 && count > bytes_.size() / width) {
            is_short_ = true;
        }
        take(count * width);
    }

    // Little endian.
    std::uint64_t fixed64() {
        std::uint64_t number = 0;
        if (const auto bytes = take(sizeof(number)); !bytes.empty()) {
            std::memcpy(&number, bytes.data(), sizeof(number));
        }
        return number;
    }

    // LEB128.
    std::uint64_t varint() {
        std::uint64_t number = 0;
        for (unsigned shift = 0; shift < 64; shift += 7) {
            const auto byte = take(1);
            if (byte.empty()) {
                return 0;
            }
            const auto value = static_cast<unsigned char>(byte[0]);
            number |= std::uint64_t{value & 0x7FU} << shift;
            if (value < 0x80) {
                break;
            }
        }
        return number;
    }

    std::string_view string() { return take(varint()); }

private:
    std::string_view bytes_;
    std::size_t at_ = 0;
    bool is_short_ = false;
};

}  // namespace embedded
