#pragma once

#include "json/token.h"

#include <cstddef>
#include <cstdint>

namespace event_rules {

// The members of an event, and of its properties, that the rules look at.
enum class EventField : std::uint8_t {
    kNone,
    // top level
    kEvent,
    kDistinctId,
    kProperties,
    kTimestamp,
    kOffset,
    kUuid,
    kApiKey,
    kSet,
    kSetOnce,
    kUnset,
    // in properties
    kPropertiesDistinctId,
    kPropertiesDollarDistinctId,
    kDollarSessionId,
    kSessionId,
    kDollarWindowId,
    kWindowId,
    kDollarCurrentUrl,
    kCurrentUrl,
    kDollarHost,
    kHost,
    kDollarElementsChain,
    kElementsChain,
    kDollarAnonDistinctId,
    kAnonDistinctId,
    kAlias,
    kInsertId,
    kTime,
    kTarget,
    kPropertiesSet,
    kPropertiesSetOnce,
    kPropertiesUnset,
};

inline constexpr std::size_t kEventFieldCount =
    static_cast<std::size_t>(EventField::kPropertiesUnset) + 1;

constexpr std::size_t indexOf(EventField field) {
    return static_cast<std::size_t>(field);
}

// $set, $set_once or $unset, at the top level or in properties.
constexpr bool isPersonOperation(EventField field) {
    return (field >= EventField::kSet && field <= EventField::kUnset) ||
           field >= EventField::kPropertiesSet;
}

// The field that the name of a member stands for, or kNone.
EventField findTopLevelField(const json::Token& key);
EventField findPropertiesField(const json::Token& key);

}  // namespace event_rules
