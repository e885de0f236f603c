#include "event_rules/event_capture.h"

#include "event_rules/json_repair.h"
#include "event_rules/trim.h"

#include <optional>

namespace event_rules {
namespace {

std::optional<std::size_t> operationsIndex(EventField field) {
    switch (field) {
        case EventField::kSet:
            return 0;
        case EventField::kSetOnce:
            return 1;
        case EventField::kUnset:
            return 2;
        case EventField::kPropertiesSet:
            return 3;
        case EventField::kPropertiesSetOnce:
            return 4;
        case EventField::kPropertiesUnset:
            return 5;
        default:
            return std::nullopt;
    }
}

bool isUnset(EventField field) {
    return field == EventField::kUnset || field == EventField::kPropertiesUnset;
}

}  // namespace

void EventCapture::begin(std::string_view source) {
    source_ = source;
    depth_ = 0;
    is_object_ = false;
    is_too_deep_ = false;
    holds_surrogate_ = false;
    watch_count_ = 0;
    values_ = {};
    for (auto& operations : operations_) {
        clearAndTrim(operations.entries);
        operations.has_non_string = false;
    }
}

const CapturedOperations& EventCapture::operations(EventField field) const {
    return operations_.at(operationsIndex(field).value());
}

bool EventCapture::onToken(const JsonToken& token) {
    switch (token.kind) {
        case TokenKind::kStartObject:
        case TokenKind::kStartArray:
            return open(token);
        case TokenKind::kEndObject:
        case TokenKind::kEndArray:
            close(token);
            break;
        case TokenKind::kKey:
            if (depth_ == watch_count_) {
                onKey(token);
            }
            break;
        case TokenKind::kNull:
        case TokenKind::kBoolean:
        case TokenKind::kNumber:
        case TokenKind::kString:
            if (depth_ == watch_count_ && depth_ > 0) {
                onScalar(token);
            }
            break;
    }
    return true;
}

bool EventCapture::skipsValue() const {
    if (depth_ != watch_count_ || depth_ == 0) {
        return true;
    }
    return watched().member == EventField::kNone && !operationsIndex(watched().field);
}

bool EventCapture::open(const JsonToken& token) {
    ++depth_;
    if (depth_ == watch_count_ + 1) {
        onContainer(token);
    }
    is_too_deep_ = is_too_deep_ || depth_ > kMaxNesting;
    return !is_too_deep_;
}

void EventCapture::close(const JsonToken& token) {
    if (depth_ == watch_count_) {
        --watch_count_;
    }
    --depth_;
    if (depth_ == watch_count_ && depth_ > 0) {
        completeContainer(token.offset + 1);
    }
}

// A container as a value in a watched container, or the event itself.
void EventCapture::onContainer(const JsonToken& token) {
    const bool is_object = token.kind == TokenKind::kStartObject;
    if (watch_count_ == 0) {
        is_object_ = is_object;
        if (is_object) {
            watch(EventField::kNone);
        }
        return;
    }
    starts_[watch_count_] = token.offset;
    if (watchedOperations() != nullptr) {
        return;
    }
    const EventField member = watched().member;
    values_[indexOf(member)].kind = token.kind;
    if (isWatchable(member, is_object)) {
        watch(member);
    }
}

bool EventCapture::isWatchable(EventField member, bool is_object) const {
    if (member == EventField::kProperties) {
        return is_object;
    }
    return scope_ == CaptureScope::kEverything &&
           (is_object ? operationsIndex(member).has_value() : isUnset(member));
}

void EventCapture::completeContainer(std::size_t end) {
    const auto start = starts_[watch_count_];
    const auto text = source_.substr(start, end - start);
    if (auto* operations = watchedOperations()) {
        if (values_[indexOf(watched().field)].isArray()) {
            operations->has_non_string = true;
        } else {
            operations->entries.back().value = text;
        }
        return;
    }
    values_[indexOf(watched().member)].text = text;
}

void EventCapture::onKey(const JsonToken& token) {
    if (auto* operations = watchedOperations()) {
        noteSurrogates(token.text);
        operations->entries.push_back({token.text, {}});
        return;
    }
    selectMember(
        watched().field == EventField::kProperties ? findPropertiesField(token.text)
                                                   : findTopLevelField(token.text)
    );
}

void EventCapture::onScalar(const JsonToken& token) {
    if (auto* operations = watchedOperations()) {
        if (!values_[indexOf(watched().field)].isArray()) {
            operations->entries.back().value = sourceText(token, source_);
        } else if (token.kind == TokenKind::kString) {
            noteSurrogates(token.text);
            operations->entries.push_back({token.text, {}});
        } else {
            operations->has_non_string = true;
        }
        return;
    }
    const EventField member = watched().member;
    if (member == EventField::kNone || token.kind == TokenKind::kNull) {
        return;  // onKey has forgotten what was there before
    }
    values_[indexOf(member)] = {token.kind, token.text};
    if (token.kind == TokenKind::kString) {
        noteSurrogates(token.text);
    }
}

void EventCapture::selectMember(EventField field) {
    watched().member = field;
    if (field == EventField::kNone) {
        return;
    }
    forget(field);
    if (field == EventField::kProperties) {
        for (std::size_t i = indexOf(EventField::kPropertiesDistinctId); i < kEventFieldCount;
             ++i) {
            forget(static_cast<EventField>(i));
        }
    }
}

void EventCapture::forget(EventField field) {
    values_[indexOf(field)] = {};
    if (const auto index = operationsIndex(field)) {
        operations_[*index].entries.clear();
        operations_[*index].has_non_string = false;
    }
}

void EventCapture::watch(EventField field) {
    watches_[watch_count_++] = {field, EventField::kNone};
}

CapturedOperations* EventCapture::watchedOperations() {
    const auto index = operationsIndex(watched().field);
    return index ? &operations_[*index] : nullptr;
}

void EventCapture::noteSurrogates(std::string_view text) {
    holds_surrogate_ = holds_surrogate_ || holdsEncodedSurrogate(text);
}

}  // namespace event_rules
