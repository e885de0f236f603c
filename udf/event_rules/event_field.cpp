#include "event_rules/event_field.h"

#include "json/name_table.h"

#include <array>

namespace event_rules {
namespace {

using NamedField = json::NamedValue<EventField>;

constexpr json::NameTable kTopLevelFields(std::to_array<NamedField>({
    {"event", EventField::kEvent},
    {"distinct_id", EventField::kDistinctId},
    {"properties", EventField::kProperties},
    {"timestamp", EventField::kTimestamp},
    {"offset", EventField::kOffset},
    {"uuid", EventField::kUuid},
    {"api_key", EventField::kApiKey},
    {"$set", EventField::kSet},
    {"$set_once", EventField::kSetOnce},
    {"$unset", EventField::kUnset},
}));

constexpr json::NameTable kPropertiesFields(std::to_array<NamedField>({
    {"distinct_id", EventField::kPropertiesDistinctId},
    {"$distinct_id", EventField::kPropertiesDollarDistinctId},
    {"$session_id", EventField::kDollarSessionId},
    {"session_id", EventField::kSessionId},
    {"$window_id", EventField::kDollarWindowId},
    {"window_id", EventField::kWindowId},
    {"$current_url", EventField::kDollarCurrentUrl},
    {"current_url", EventField::kCurrentUrl},
    {"$host", EventField::kDollarHost},
    {"host", EventField::kHost},
    {"$elements_chain", EventField::kDollarElementsChain},
    {"elements_chain", EventField::kElementsChain},
    {"$anon_distinct_id", EventField::kDollarAnonDistinctId},
    {"anon_distinct_id", EventField::kAnonDistinctId},
    {"alias", EventField::kAlias},
    {"$insert_id", EventField::kInsertId},
    {"$time", EventField::kTime},
    {"target", EventField::kTarget},
    {"$set", EventField::kPropertiesSet},
    {"$set_once", EventField::kPropertiesSetOnce},
    {"$unset", EventField::kPropertiesUnset},
}));

}  // namespace

EventField findTopLevelField(const json::Token& key) {
    return kTopLevelFields.find(key.text, key.name_hash);
}

EventField findPropertiesField(const json::Token& key) {
    return kPropertiesFields.find(key.text, key.name_hash);
}

}  // namespace event_rules
