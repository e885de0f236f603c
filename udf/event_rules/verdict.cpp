#include "event_rules/verdict.h"

#include "event_rules/text.h"

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

std::optional<RejectReason> checkDistinctId(std::string_view distinct_id) {
    if (distinct_id.empty()) {
        return RejectReason::kMissingDistinctId;
    }
    if (isLongerThan(distinct_id, kMaxDistinctIdCharacters)) {
        return RejectReason::kDistinctIdTooLong;
    }
    if (distinct_id.find('\0') != std::string_view::npos) {
        return RejectReason::kInvalidDistinctId;
    }
    return std::nullopt;
}

}  // namespace

std::string_view findDistinctId(const EventCapture& capture) {
    for (const auto field :
         {EventField::kDistinctId,
          EventField::kPropertiesDistinctId,
          EventField::kPropertiesDollarDistinctId}) {
        const auto& value = capture.value(field);
        if (value.isText() && !isBlank(value.text)) {
            return value.text;
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
    if (const auto reason = checkDistinctId(findDistinctId(capture))) {
        return reason;
    }
    const auto& properties = capture.value(EventField::kProperties);
    if (!properties.isNull() && !properties.isObject()) {
        return RejectReason::kInvalidProperties;
    }
    return std::nullopt;
}

}  // namespace event_rules
