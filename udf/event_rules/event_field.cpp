#include "event_rules/event_field.h"

#include <array>

namespace event_rules {
namespace {

struct NamedField {
    std::string_view name;
    EventField field = EventField::kNone;
};

// A slot for every name, found by its length and one letter: most members are unknown, and fall out
// at the first look.
class FieldTable {
public:
    template <std::size_t kCount>
    consteval explicit FieldTable(const std::array<NamedField, kCount>& fields) {
        while (!fill(fields)) {
            ++factor_;
        }
    }

    [[nodiscard]] EventField find(std::string_view name) const {
        if (name.empty()) {
            return EventField::kNone;
        }
        const auto& slot = slots_[slotOf(name)];
        return slot.name == name ? slot.field : EventField::kNone;
    }

private:
    // False when two names share a slot.
    template <std::size_t kCount>
    constexpr bool fill(const std::array<NamedField, kCount>& fields) {
        slots_ = {};
        for (const auto& field : fields) {
            auto& slot = slots_[slotOf(field.name)];
            if (slot.field != EventField::kNone) {
                return false;
            }
            slot = field;
        }
        return true;
    }

    [[nodiscard]] constexpr std::size_t slotOf(std::string_view name) const {
        const auto letter = static_cast<unsigned char>(name[name.size() / 3]);
        return (name.size() + factor_ * letter) % kSlots;
    }

    static constexpr std::size_t kSlots = 64;

    std::array<NamedField, kSlots> slots_{};
    std::size_t factor_ = 1;
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
