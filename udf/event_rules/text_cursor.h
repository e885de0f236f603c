#pragma once

#include "json/digits.h"

#include <algorithm>
#include <optional>
#include <string_view>

namespace event_rules {

// Takes a text apart from its front.
class TextCursor {
public:
    explicit TextCursor(std::string_view text) : rest_(text) {}

    [[nodiscard]] bool isAtEnd() const { return rest_.empty(); }

    bool takeOneOf(std::string_view any_of) {
        if (rest_.empty() || std::ranges::find(any_of, rest_.front()) == any_of.end()) {
            return false;
        }
        rest_.remove_prefix(1);
        return true;
    }

    // All digits at the front.
    std::string_view takeDigits() {
        std::size_t count = 0;
        while (count < rest_.size() && json::isDigit(rest_[count])) {
            ++count;
        }
        const auto digits = rest_.substr(0, count);
        rest_.remove_prefix(count);
        return digits;
    }

    // A number of exactly `width` digits (at most 9), not above `max`.
    std::optional<int> takeNumber(std::size_t width, int max) {
        if (rest_.size() < width) {
            return std::nullopt;
        }
        int value = 0;
        for (const char c : rest_.substr(0, width)) {
            if (!json::isDigit(c)) {
                return std::nullopt;
            }
            value = value * 10 + (c - '0');
        }
        if (value > max) {
            return std::nullopt;
        }
        rest_.remove_prefix(width);
        return value;
    }

private:
    std::string_view rest_;
};

}  // namespace event_rules
