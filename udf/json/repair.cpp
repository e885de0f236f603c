#include "json/repair.h"

#include "json/digits.h"

#include <algorithm>
#include <cstdint>
#include <optional>

namespace json {
namespace {

constexpr std::size_t kEscapeLength = 6;    // \uXXXX
constexpr std::size_t kShortestTooBig = 5;  // 1e309
constexpr std::string_view kNumberCharacters = "0123456789+-.eE";
constexpr std::string_view kReplacement = "\\ufffd";

// The code unit of a \uXXXX escape at `at`, if there is one.
std::optional<unsigned> escapedUnit(std::span<const char> text, std::size_t at) {
    if (at + kEscapeLength > text.size() || text[at] != '\\' || text[at + 1] != 'u') {
        return std::nullopt;
    }
    unsigned unit = 0;
    for (std::size_t i = at + 2; i < at + kEscapeLength; ++i) {
        const auto digit = hexDigit(text[i]);
        if (!digit) {
            return std::nullopt;
        }
        unit = unit * 16 + *digit;
    }
    return unit;
}

bool isHighSurrogate(unsigned unit) {
    return unit >= 0xD800 && unit <= 0xDBFF;
}

bool isLowSurrogate(unsigned unit) {
    return unit >= 0xDC00 && unit <= 0xDFFF;
}

class Repair {
public:
    explicit Repair(std::span<char> text) : text_(text) {}

    void run() {
        while (at_ < text_.size()) {
            const char c = text_[at_];
            if (c == '"') {
                repairString();
            } else if (c == '-' || isDigit(c)) {
                repairNumber();
            } else {
                ++at_;
            }
        }
    }

private:
    void repairString() {
        ++at_;
        while (at_ < text_.size() && text_[at_] != '"') {
            if (text_[at_] == '\\') {
                repairEscape();
            } else {
                ++at_;
            }
        }
        ++at_;
    }

    void repairEscape() {
        const auto unit = escapedUnit(text_, at_);
        if (!unit) {
            at_ += 2;
            return;
        }
        if (isHighSurrogate(*unit)) {
            const auto next = escapedUnit(text_, at_ + kEscapeLength);
            if (next && isLowSurrogate(*next)) {
                at_ += 2 * kEscapeLength;
                return;
            }
        }
        if (isHighSurrogate(*unit) || isLowSurrogate(*unit)) {
            std::ranges::copy(kReplacement, text_.subspan(at_).begin());
        }
        at_ += kEscapeLength;
    }

    // Everything that a number could be made of at once: what replaces a part of 1e999e5 would be a
    // number together with the rest.
    void repairNumber() {
        const std::size_t start = at_;
        const bool is_number = skipNumber();
        const std::size_t end = at_;
        while (at_ < text_.size() && kNumberCharacters.find(text_[at_]) != std::string_view::npos) {
            ++at_;
        }
        const auto number = text_.subspan(start, end - start);
        if (is_number && at_ == end && number.size() >= kShortestTooBig) {
            std::ranges::fill(number, '0');
            number[1] = '.';
        }
    }

    // Moves behind the number; false if it breaks the grammar. Always moves by one character at
    // least.
    bool skipNumber() {
        if (text_[at_] == '-') {
            ++at_;
        }
        const std::size_t integer_start = at_;
        const std::size_t integer_digits = skipDigits();
        if (integer_digits == 0 || (integer_digits > 1 && text_[integer_start] == '0')) {
            return false;
        }
        if (skipOne(".") && skipDigits() == 0) {
            return false;
        }
        if (skipOne("eE")) {
            skipOne("+-");
            return skipDigits() > 0;
        }
        return true;
    }

    std::size_t skipDigits() {
        const std::size_t start = at_;
        while (at_ < text_.size() && isDigit(text_[at_])) {
            ++at_;
        }
        return at_ - start;
    }

    bool skipOne(std::string_view any_of) {
        if (at_ < text_.size() && any_of.find(text_[at_]) != std::string_view::npos) {
            ++at_;
            return true;
        }
        return false;
    }

    std::span<char> text_;
    std::size_t at_ = 0;
};

}  // namespace

void repair(std::span<char> text) {
    Repair(text).run();
}

bool holdsEncodedSurrogate(std::string_view text) {
    for (auto at = text.find('\xED'); at != std::string_view::npos;
         at = text.find('\xED', at + 1)) {
        if (at + 1 < text.size() && static_cast<std::uint8_t>(text[at + 1]) >= 0xA0) {
            return true;
        }
    }
    return false;
}

}  // namespace json
