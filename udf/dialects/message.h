#pragma once

#include "dialects/member.h"
#include "json/token.h"

#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>

namespace dialects {

// The last value of a member. A null is given and yet nothing.
struct MemberValue {
    json::TokenKind kind = json::TokenKind::kNull;
    std::string_view text;    // unescaped for a string, empty for an object or array
    std::string_view source;  // as it stands in the message; empty where the member is not given

    [[nodiscard]] bool isGiven() const { return !source.empty(); }

    [[nodiscard]] bool isNull() const { return kind == json::TokenKind::kNull; }

    [[nodiscard]] bool isObject() const { return kind == json::TokenKind::kStartObject; }

    // A string, number or boolean that is not blank: what counts as an id or a name.
    [[nodiscard]] bool isText() const;
};

inline constexpr MemberValue kNothing;

// Takes the tokens of one message and keeps the members that a dialect looks at. Views live as long
// as the tokens' texts and the source. What happens at every key is inline.
class Message {
public:
    // For the parser. `source` is the text that the tokens' offsets refer to.
    void begin(std::string_view source);

    // False once the message is nested too deep for the event rules.
    bool onToken(const json::Token& token) {
        switch (token.kind) {
            case json::TokenKind::kStartObject:
            case json::TokenKind::kStartArray:
                return open(token);
            case json::TokenKind::kEndObject:
            case json::TokenKind::kEndArray:
                close(token);
                break;
            case json::TokenKind::kKey:
                if (depth_ == open_count_) {
                    member_ = findMember(open_[open_count_ - 1], token);
                    forget(member_);
                }
                break;
            default:
                if (depth_ == open_count_ && member_ != Member::kNone) {
                    set({token.kind, token.text, json::sourceText(token, source_)});
                }
        }
        return true;
    }

    [[nodiscard]] bool skipsValue() const {
        return depth_ != open_count_ || member_ == Member::kNone;
    }

    [[nodiscard]] bool isObject() const { return is_object_; }

    // Whether the last token was in the properties, or opened them.
    [[nodiscard]] bool isInProperties() const {
        return open_count_ > 1 && open_[1] == Member::kProperties;
    }

    // From bracket to bracket, once it was read.
    [[nodiscard]] std::string_view source() const { return source_; }

    [[nodiscard]] const MemberValue& operator[](Member member) const {
        return (given_ & bitOf(member)) != 0 ? values_[indexOf(member)] : kNothing;
    }

private:
    bool open(const json::Token& token);
    void close(const json::Token& token);

    // Of two members with one name the last one counts, with all that is in it.
    void forget(Member member) {
        if ((given_ & bitOf(member)) != 0) {
            given_ &= ~bitsWithin(member);
        }
    }

    void set(const MemberValue& value) {
        values_[indexOf(member_)] = value;
        given_ |= bitOf(member_);
    }

    std::string_view source_;
    std::size_t depth_ = 0;
    bool is_object_ = false;
    Member member_ = Member::kNone;  // the one being read
    // Objects whose members matter, each in the one before; the first is the message.
    std::array<Member, 4> open_{};
    std::size_t open_count_ = 0;
    std::array<std::size_t, 4> starts_{};  // where the container that is a value in it began
    std::uint64_t given_ = 0;              // which of the values are there, as bits
    std::array<MemberValue, kMemberCount> values_;
};

}  // namespace dialects
