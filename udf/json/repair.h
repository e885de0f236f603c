#pragma once

#include "json/parser.h"
#include "json/token.h"

#include <cstddef>
#include <cstdint>
#include <deque>
#include <string>
#include <string_view>
#include <vector>

namespace json {

// Sorts of values that JSON allows and strict parsers refuse, or read in different ways. Bits.
enum class OddValue : std::uint8_t {
    kLoneSurrogate = 1,  // now U+FFFD
    kNotUtf8 = 2,        // each byte is now U+FFFD
    kBigInteger = 4,     // beyond Int64 and UInt64; now a string of its digits
    kBigNumber = 8,      // rounded to a double it is infinite; now null
    kGivenTwice = 16,    // of members with one name only the last one is left
};

// The odd values that a member had, as bits, also in what it holds or held.
struct AlteredMember {
    std::string_view name;  // unescaped; empty where the whole text is no object
    std::uint8_t odd_values = 0;
    bool is_given_twice = false;  // the member itself; kGivenTwice is of members inside of it
};

// Rewrites a well-formed text so that every strict parser reads it, and reads the same. What needs
// no change stays as it is, white space included. For texts that OddValues is unsure of: slower
// than a scan. Keeps its buffers; its views are valid until the next call.
class Repair {
public:
    // Whether the text had to be altered. False, too, for what is not well-formed.
    bool run(std::string_view text);

    // The new text, after run() said true.
    [[nodiscard]] std::string_view text() const { return repaired_; }

    // The members of the object that are no longer as they were, in their order.
    [[nodiscard]] const std::vector<AlteredMember>& altered() const { return altered_; }

private:
    class Sink;

    // A member of any object in the text.
    struct Member {
        std::size_t object;
        std::string_view name;   // unescaped, valid UTF-8
        std::size_t offset;      // of its name
        std::size_t end;         // of the next member's name in the same object, or 0
        std::size_t top_member;  // the member of the whole text that it is, or is in
    };

    struct Edit {
        std::size_t offset;
        std::size_t size;
        std::string text;
        std::uint8_t odd_values;
        std::size_t top_member;
        bool removes_top_member = false;
    };

    void removeDuplicates();
    void apply(std::string_view text);

    Parser parser_;
    std::vector<Member> members_;
    std::deque<std::string> names_;  // those that had to be made valid
    std::vector<Edit> edits_;
    std::string repaired_;
    std::vector<AlteredMember> altered_;
};

}  // namespace json
