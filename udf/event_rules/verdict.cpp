#include "event_rules/verdict.h"

#include "event_rules/text.h"
#include "json/utf8.h"

namespace event_rules {
namespace {

std::optional<RejectReason> checkName(const CapturedValue& name) {
    if (name.kind != json::TokenKind::kString || isBlank(name.text)) {
        return RejectReason::kMissingEventName;
    }
    if (isLongerThan(name.text, kMaxEventNameCharacters)) {
        return RejectReason::kEventNameTooLong;
    }
    return std::nullopt;
}

std::optional<RejectReason> checkDistinctId(const EventCapture& capture) {
    const auto id = findDistinctId(capture);
    if (id.isNull()) {
        return RejectReason::kMissingDistinctId;
    }
    if (isLongerThan(id.text, kMaxDistinctIdCharacters)) {
        return RejectReason::kDistinctIdTooLong;
    }
    if (id.text.find('\0') != std::string_view::npos || !json::isValidUtf8(id.text) ||
        id.holds_lone_surrogate) {
        return RejectReason::kInvalidDistinctId;
    }
    return std::nullopt;
}

}  // namespace

CapturedValue findDistinctId(const EventCapture& capture) {
    for (const auto field :
         {EventField::kDistinctId,
          EventField::kPropertiesDistinctId,
          EventField::kPropertiesDollarDistinctId}) {
        const auto& value = capture.value(field);
        if (value.isText() && !isBlank(value.text)) {
            return value;
        }
    }
    return {};
}

std::optional<RejectReason> findRejection(const EventCapture& capture) {
    if (capture.isTooDeep()) {
        return RejectReason::kNestingTooDeep;
    }
    if (!capture.isObject()) {
        return RejectReason::kNotAnObject;
    }
    if (const auto reason = checkName(capture.value(EventField::kEvent))) {
        return reason;
    }
    if (const auto reason = checkDistinctId(capture)) {
        return reason;
    }
    const auto& properties = capture.value(EventField::kProperties);
    if (!properties.isNull() && !properties.isObject()) {
        return RejectReason::kInvalidProperties;
    }
    return std::nullopt;
}

}  // namespace event_rules
