#include "event_rules/event_field.h"

#include <algorithm>
#include <array>

namespace event_rules {
namespace {

constexpr std::size_t kLongestName = 17;

struct NamedField {
    std::string_view name;
    EventField field;
};

// Finds a name among the few of the same length: most members are unknown and fall out at once.
template <std::size_t Count>
class FieldTable {
public:
    constexpr explicit FieldTable(std::array<NamedField, Count> fields) : fields_(fields) {
        std::ranges::sort(fields_, {}, [](const NamedField& field) { return field.name.size(); });
        for (std::size_t size = 0; size < first_.size(); ++size) {
            first_[size] = static_cast<std::size_t>(std::ranges::count_if(
                fields_, [size](const NamedField& field) { return field.name.size() < size; }
            ));
        }
    }

    [[nodiscard]] constexpr EventField find(std::string_view name) const {
        if (name.empty() || name.size() > kLongestName) {
            return EventField::kNone;
        }
        for (std::size_t i = first_[name.size()]; i < first_[name.size() + 1]; ++i) {
            const auto& field = fields_[i];
            // The last letter tells most names apart.
            if (field.name.back() == name.back() && field.name == name) {
                return field.field;
            }
        }
        return EventField::kNone;
    }

private:
    std::array<NamedField, Count> fields_;
    std::array<std::size_t, kLongestName + 2> first_{};
};

constexpr FieldTable kTopLevelFields(std::to_array<NamedField>({
    {"event", EventField::kEvent},
    {"distinct_id", EventField::kDistinctId},
    {"properties", EventField::kProperties},
    {"timestamp", EventField::kTimestamp},
    {"uuid", EventField::kUuid},
    {"api_key", EventField::kApiKey},
    {"$set", EventField::kSet},
    {"$set_once", EventField::kSetOnce},
    {"$unset", EventField::kUnset},
}));

constexpr FieldTable kPropertiesFields(std::to_array<NamedField>({
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
    {"$set", EventField::kPropertiesSet},
    {"$set_once", EventField::kPropertiesSetOnce},
    {"$unset", EventField::kPropertiesUnset},
}));

}  // namespace

EventField findTopLevelField(std::string_view name) {
    return kTopLevelFields.find(name);
}

EventField findPropertiesField(std::string_view name) {
    return kPropertiesFields.find(name);
}

}  // namespace event_rules
