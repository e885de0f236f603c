#include "event_rules/event_capture.h"

#include "event_rules/kept_list.h"

namespace event_rules {
namespace {

// Of a person operation's field.
constexpr std::size_t operationsIndex(EventField field) {
    return field >= EventField::kPropertiesSet
               ? indexOf(field) - indexOf(EventField::kPropertiesSet) + 3
               : indexOf(field) - indexOf(EventField::kSet);
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
    watch_count_ = 0;
    values_ = {};
    for (auto& operations : operations_) {
        clearKept(operations.entries);
        operations.has_non_string = false;
    }
}

void EventCapture::enter(EventField holder, EventField member, std::string_view source) {
    source_ = source;
    is_object_ = true;
    watch_count_ = 0;
    watch(EventField::kNone);
    if (holder != EventField::kNone) {
        watch(holder);
    }
    depth_ = watch_count_;
    selectMember(member);
}

const CapturedOperations& EventCapture::operations(EventField field) const {
    return operations_.at(operationsIndex(field));
}

bool EventCapture::open(const json::Token& token) {
    ++depth_;
    if (depth_ == watch_count_ + 1) {
        onContainer(token);
    }
    is_too_deep_ = is_too_deep_ || depth_ > kMaxNesting;
    return !is_too_deep_;
}

void EventCapture::close(const json::Token& token) {
    if (depth_ == watch_count_) {
        --watch_count_;
    }
    --depth_;
    if (depth_ == watch_count_ && depth_ > 0) {
        completeContainer(token.offset + 1);
    }
}

// A container as a value in a watched container, or the event itself.
void EventCapture::onContainer(const json::Token& token) {
    const bool is_object = token.kind == json::TokenKind::kStartObject;
    if (watch_count_ == 0) {
        is_object_ = is_object;
        if (is_object) {
            watch(EventField::kNone);
        }
        return;
    }
    starts_[watch_count_] = token.offset;
    if (isPersonOperation(watched().field)) {
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
    return is_object ? isPersonOperation(member) : isUnset(member);
}

void EventCapture::completeContainer(std::size_t end) {
    const auto start = starts_[watch_count_];
    const auto text = source_.substr(start, end - start);
    if (isPersonOperation(watched().field)) {
        auto& operations = watchedOperations();
        if (values_[indexOf(watched().field)].isArray()) {
            operations.has_non_string = true;
        } else {
            operations.entries.back().value = text;
        }
        return;
    }
    values_[indexOf(watched().member)].text = text;
}

void EventCapture::onOperationScalar(const json::Token& token) {
    auto& operations = watchedOperations();
    if (!values_[indexOf(watched().field)].isArray()) {
        operations.entries.back().value = json::sourceText(token, source_);
    } else if (token.kind == json::TokenKind::kString) {
        operations.entries.push_back({token.text, {}});
    } else {
        operations.has_non_string = true;
    }
}

void EventCapture::forget(EventField field) {
    if (field == EventField::kProperties && value(field).isObject()) {
        for (std::size_t i = indexOf(EventField::kPropertiesDistinctId); i < kEventFieldCount;
             ++i) {
            forget(static_cast<EventField>(i));
        }
    }
    values_[indexOf(field)] = {};
    if (isPersonOperation(field)) {
        auto& operations = operations_.at(operationsIndex(field));
        operations.entries.clear();
        operations.has_non_string = false;
    }
}

void EventCapture::watch(EventField field) {
    watches_[watch_count_++] = {field, EventField::kNone};
}

CapturedOperations& EventCapture::watchedOperations() {
    return operations_.at(operationsIndex(watched().field));
}

}  // namespace event_rules
