#include "json/mask.h"

#include "json/digits.h"
#include "json/surrogates.h"

#include <algorithm>
#include <string_view>

namespace json {
namespace {

constexpr std::size_t kShortestTooBig = 5;  // 1e309
constexpr std::string_view kNumberCharacters = "0123456789+-.eE";
constexpr std::string_view kReplacement = "\\ufffd";

class Mask {
public:
    explicit Mask(std::span<char> text) : text_(text) {}

    void run() {
        while (at_ < text_.size()) {
            const char c = text_[at_];
            if (c == '"') {
                maskString();
            } else if (c == '-' || isDigit(c)) {
                maskNumber();
            } else {
                ++at_;
            }
        }
    }

private:
    void maskString() {
        const std::size_t start = ++at_;
        while (at_ < text_.size() && text_[at_] != '"') {
            at_ += text_[at_] == '\\' ? 2U : 1U;
        }
        const auto end = std::min(at_, text_.size());
        const std::string_view string(text_.data() + start, end - start);
        for (auto lone = findLoneSurrogate(string); lone != std::string_view::npos;
             lone = findLoneSurrogate(string, lone + kEscapeLength)) {
            std::ranges::copy(kReplacement, text_.subspan(start + lone).begin());
        }
        ++at_;
    }

    // Everything that a number could be made of at once: what replaces a part of 1e999e5 would be a
    // number together with the rest.
    void maskNumber() {
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

void maskOddValues(std::span<char> text) {
    Mask(text).run();
}

}  // namespace json
