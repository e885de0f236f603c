#include "json/parser.h"

#include <algorithm>
#include <cstring>

namespace json {
namespace {

// RapidJSON's SIMD code reads whole aligned 16-byte blocks, so up to 15 bytes behind the
// terminator.
constexpr std::size_t kPadding = 32;

// Of RapidJSON's stack: two numbers of 4 bytes, and as it grows by a half, up to 2.5 times as much
// while it moves.
constexpr std::size_t kBytesPerBracket = 20;

// The first stack, and the padding that doubles along with a growing buffer.
constexpr std::size_t kFixedMemory = 2048;

constexpr std::size_t kBlock = 64;
constexpr std::size_t kCountedBlock = 240;  // whose count fits into a byte

// Takes the one string of a text.
struct StringHandler : rapidjson::BaseReaderHandler<rapidjson::UTF8<>, StringHandler> {
    // NOLINTBEGIN(readability-identifier-naming): RapidJSON names these
    bool Default() { return false; }

    bool String(const char* text, rapidjson::SizeType size, bool /*copy*/) {
        string = std::string_view(text, size);
        return true;
    }

    // NOLINTEND(readability-identifier-naming)

    std::string_view string;
};

bool isControl(char c) {
    return static_cast<unsigned char>(c) < 0x20 && c != '\n' && c != '\r' && c != '\t';
}

// With bytes that count, so that the compiler vectorizes it.
std::size_t countOpenBrackets(std::string_view text) {
    std::size_t count = 0;
    for (std::size_t start = 0; start < text.size(); start += kCountedBlock) {
        std::uint8_t found = 0;
        for (const char c : text.substr(start, kCountedBlock)) {
            found = static_cast<std::uint8_t>(found + ((c | 0x20) == '{'));  // [ lacks that bit
        }
        count += found;
    }
    return count;
}

}  // namespace

void ParseBuffer::assign(std::string_view text) {
    if (text.size() + kPadding > capacity_) {
        capacity_ = std::max(text.size() + kPadding, capacity_ * 2);
        data_.reset();  // before its successor is there
        data_ = std::make_unique_for_overwrite<char[]>(capacity_);
    }
    if (!text.empty()) {
        std::memcpy(data_.get(), text.data(), text.size());
    }
    std::memset(data_.get() + text.size(), 0, kPadding);
    size_ = text.size();
}

std::optional<std::string_view> StringDecoder::decode(std::size_t offset) {
    if (!is_copied_) {
        buffer_.assign(source_);
        is_copied_ = true;
    }
    rapidjson::InsituStringStream stream(buffer_.text().data() + offset);
    StringHandler handler;
    const auto result =
        reader_.Parse<kParseFlags | rapidjson::kParseStopWhenDoneFlag>(stream, handler);
    // A lone surrogate that RapidJSON lets through: parseCarefully() has to mask it.
    if (result.IsError() || holdsEncodedSurrogate(handler.string)) {
        return std::nullopt;
    }
    return handler.string;
}

std::size_t Parser::maxMemory(std::string_view text) {
    const auto brackets = countOpenBrackets(text);
    return kFixedMemory + text.size() + kBytesPerBracket * std::min(brackets, kMaxOpenBrackets);
}

std::size_t findControlCharacter(std::string_view text) {
    for (std::size_t start = 0; start < text.size(); start += kBlock) {
        const auto block = text.substr(start, kBlock);
        unsigned found = 0;
        for (const char c : block) {  // without a branch, so that the compiler vectorizes it
            found |= static_cast<unsigned>(isControl(c));
        }
        if (found != 0) {
            return start +
                   static_cast<std::size_t>(std::ranges::find_if(block, isControl) - block.begin());
        }
    }
    return text.size();
}

}  // namespace json
