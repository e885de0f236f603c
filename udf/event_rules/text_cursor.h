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

    [[nodiscard]] bool isAtDigit() const { return !rest_.empty() && json::isDigit(rest_.front()); }

    bool takeOneOf(std::string_view any_of) {
        if (rest_.empty() || std::ranges::find(any_of, rest_.front()) == any_of.end()) {
            return false;
        }
        rest_.remove_prefix(1);
        return true;
    }

    // Spaces and tabs; false where there is none.
    bool takeBlanks() {
        bool is_taken = false;
        while (takeOneOf(" \t")) {
            is_taken = true;
        }
        return is_taken;
    }

    // The characters at the front that belong.
    template <typename Predicate>
    std::string_view takeWhile(Predicate belongs) {
        const auto end = std::ranges::find_if_not(rest_, belongs);
        const auto taken = rest_.substr(0, static_cast<std::size_t>(end - rest_.begin()));
        rest_.remove_prefix(taken.size());
        return taken;
    }

    // All digits at the front.
    std::string_view takeDigits() { return takeWhile(json::isDigit); }

    // All ASCII letters at the front.
    std::string_view takeWord() {
        return takeWhile([](char c) { return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z'); });
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
