#include "dialects/message.h"

#include "event_rules/event_capture.h"
#include "event_rules/text.h"

namespace dialects {

using json::TokenKind;

bool MemberValue::isText() const {
    const bool is_scalar =
        kind == TokenKind::kString || kind == TokenKind::kNumber || kind == TokenKind::kBoolean;
    return is_scalar && !event_rules::isBlank(text);
}

void Message::begin(std::string_view source) {
    source_ = source;
    depth_ = 0;
    is_object_ = false;
    member_ = Member::kNone;
    open_count_ = 0;
    given_ = 0;
}

bool Message::open(const json::Token& token) {
    const bool is_value = depth_ == open_count_;
    const bool is_object = token.kind == TokenKind::kStartObject;
    ++depth_;
    if (depth_ == 1) {
        is_object_ = is_object;
        open_count_ = is_object ? 1 : 0;
    } else if (is_value && member_ != Member::kNone) {
        starts_[open_count_ - 1] = token.offset;
        if (is_object && holdsMembers(member_)) {
            open_[open_count_++] = member_;
        }
    }
    return depth_ <= event_rules::kMaxNesting;
}

void Message::close(const json::Token& token) {
    if (depth_ == open_count_) {
        member_ = open_[--open_count_];
    }
    --depth_;
    if (depth_ == 0) {
        const auto start = source_.find_first_not_of(" \t\n\r");
        source_ = source_.substr(start, token.offset + 1 - start);
    } else if (depth_ == open_count_ && member_ != Member::kNone) {
        const auto start = starts_[open_count_ - 1];
        const auto kind =
            token.kind == TokenKind::kEndObject ? TokenKind::kStartObject : TokenKind::kStartArray;
        set({kind, {}, source_.substr(start, token.offset + 1 - start)});
    }
}

}  // namespace dialects
