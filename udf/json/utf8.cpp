#include "json/utf8.h"

#include <array>
#include <cstdint>
#include <cstring>

namespace json {
namespace {

std::size_t skipAscii(std::string_view text, std::size_t at) {
    constexpr std::uint64_t high_bits = 0x8080808080808080;
    std::array<std::uint64_t, 8> words{};
    for (; at + sizeof words <= text.size(); at += sizeof words) {
        std::memcpy(words.data(), text.data() + at, sizeof words);
        const auto all = ((words[0] | words[1]) | (words[2] | words[3])) |
                         ((words[4] | words[5]) | (words[6] | words[7]));
        if ((all & high_bits) != 0) {
            break;
        }
    }
    for (; at + sizeof words[0] <= text.size(); at += sizeof words[0]) {
        std::memcpy(words.data(), text.data() + at, sizeof words[0]);
        if ((words[0] & high_bits) != 0) {
            break;
        }
    }
    while (at < text.size() && static_cast<std::uint8_t>(text[at]) < 0x80) {
        ++at;
    }
    return at;
}

struct Range {
    std::uint8_t first;
    std::uint8_t last;

    [[nodiscard]] bool has(char c) const {
        const auto byte = static_cast<std::uint8_t>(c);
        return byte >= first && byte <= last;
    }
};

// What the second byte of a character may be (RFC 3629, section 4).
Range secondByte(std::uint8_t lead) {
    switch (lead) {
        case 0xE0:
            return {0xA0, 0xBF};
        case 0xED:
            return {0x80, 0x9F};
        case 0xF0:
            return {0x90, 0xBF};
        case 0xF4:
            return {0x80, 0x8F};
        default:
            return {0x80, 0xBF};
    }
}

std::size_t lengthByLead(std::uint8_t lead) {
    if (lead < 0xC2 || lead > 0xF4) {
        return 0;
    }
    return lead < 0xE0 ? 2U : lead < 0xF0 ? 3U : 4U;
}

// How many bytes the character has that is not ASCII; 0 when it is none.
std::size_t characterLength(std::string_view text) {
    const auto lead = static_cast<std::uint8_t>(text.front());
    const auto length = lengthByLead(lead);
    if (length == 0 || length > text.size() || !secondByte(lead).has(text[1])) {
        return 0;
    }
    for (std::size_t i = 2; i < length; ++i) {
        if (!Range{0x80, 0xBF}.has(text[i])) {
            return 0;
        }
    }
    return length;
}

}  // namespace

std::size_t findInvalidUtf8(std::string_view text) {
    for (std::size_t at = 0;;) {
        at = skipAscii(text, at);
        if (at == text.size()) {
            return at;
        }
        const auto length = characterLength(text.substr(at));
        if (length == 0) {
            return at;
        }
        at += length;
    }
}

void appendValidUtf8(std::string& out, std::string_view text) {
    while (!text.empty()) {
        const auto valid = findInvalidUtf8(text);
        out.append(text.substr(0, valid));
        text.remove_prefix(valid);
        if (!text.empty()) {
            out.append(kReplacementCharacter);
            text.remove_prefix(1);
        }
    }
}

}  // namespace json
