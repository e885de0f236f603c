#pragma once

#include "event_rules/event_capture.h"

#include <string>

namespace test_support {

// Everything that a capture has of an event, in one text.
inline std::string describe(const event_rules::EventCapture& capture) {
    using event_rules::EventField;
    std::string all = std::to_string(capture.isObject()) + std::to_string(capture.isTooDeep());
    for (std::size_t i = 1; i < event_rules::kEventFieldCount; ++i) {  // 0 is no member
        const auto& value = capture.value(static_cast<EventField>(i));
        all += "\n" + std::to_string(i) + ":" + std::to_string(static_cast<int>(value.kind));
        all += std::to_string(value.holds_lone_surrogate);
        all += value.text;
    }
    for (const auto field :
         {EventField::kSet,
          EventField::kSetOnce,
          EventField::kUnset,
          EventField::kPropertiesSet,
          EventField::kPropertiesSetOnce,
          EventField::kPropertiesUnset}) {
        const auto& operations = capture.operations(field);
        all += "\n" + std::to_string(operations.has_non_string);
        for (const auto& [key, value] : operations.entries) {
            all.append("\n").append(key).append("=").append(value);
        }
    }
    return all;
}

}  // namespace test_support
