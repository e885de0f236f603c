#pragma once

#include "json/name_set.h"
#include "json/utf8.h"

#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>

namespace json {

// Looks at a text while it is scanned, for what a Repair would alter: cheap, so it may find what
// turns out to be fine, but overlooks nothing.
// What looks at nothing has the same functions (see NoOddValues).
class OddValues {
public:
    void begin() {
        names_.clear();
        is_found_ = false;
    }

    // Counts brackets: an object is opened as the depth-th of them.
    void onObject(std::size_t depth) { objects_[depth] = names_.addObject(); }

    // Of the object that was opened last at this depth, as it stands in the text.
    void onName(std::size_t depth, std::uint64_t hash, bool has_escapes) {
        if (has_escapes || !names_.insert(objects_[depth], hash)) {
            is_found_ = true;
        }
    }

    // Of a string that is more than plain ASCII, as it stands in the text.
    void onText(std::string_view text) { is_found_ = is_found_ || !isValidUtf8(text); }

    // The first two of the digits of \uXXXX.
    void onEscape(char first, char second) { is_found_ |= (first | 0x20) == 'd' && second >= '8'; }

    // How many characters stand in front of the point of a number.
    void onInteger(std::size_t size) { is_found_ |= size > kFineInteger; }

    // How many digits stand behind the e.
    void onExponent(std::size_t size) { is_found_ |= size > kFineExponent; }

    // Something that was not scanned.
    void onUnscanned() { is_found_ = true; }

    [[nodiscard]] bool isFound() const { return is_found_; }

private:
    static constexpr std::size_t kMaxDepth = 64;
    static constexpr std::size_t kFineInteger = 18;  // digits, or a minus sign and less
    static constexpr std::size_t kFineExponent = 2;

    NameSet names_;
    std::array<std::uint32_t, kMaxDepth + 1> objects_{};
    bool is_found_ = false;
};

// For those who need not know.
struct NoOddValues {
    void begin() {}

    void onObject(std::size_t /*depth*/) {}

    void onName(std::size_t /*depth*/, std::uint64_t /*hash*/, bool /*has_escapes*/) {}

    void onText(std::string_view /*text*/) {}

    void onEscape(char /*first*/, char /*second*/) {}

    void onInteger(std::size_t /*size*/) {}

    void onExponent(std::size_t /*size*/) {}

    void onUnscanned() {}
};

}  // namespace json
