#include "event_rules/person_operations.h"

#include "event_rules/kept_list.h"

#include <algorithm>
#include <array>
#include <tuple>

namespace event_rules {
namespace {

struct Member {
    OperationKind kind;
    std::string_view name;
    std::string_view prefix;  // of its members' names in a warning; none where they have no values
    EventField top_level;
    EventField in_properties;
};

constexpr std::array<Member, 3> kMembers{{
    {OperationKind::kSetOnce,
     "$set_once",
     "$set_once.",
     EventField::kSetOnce,
     EventField::kPropertiesSetOnce},
    {OperationKind::kSet, "$set", "$set.", EventField::kSet, EventField::kPropertiesSet},
    {OperationKind::kUnset, "$unset", {}, EventField::kUnset, EventField::kPropertiesUnset},
}};

bool isValid(const Member& member, EventField field, const EventCapture& capture) {
    const auto& value = capture.value(field);
    if (member.kind == OperationKind::kUnset && value.isArray()) {
        return !capture.operations(field).has_non_string;
    }
    return value.isNull() || value.isObject();
}

bool takesPersonOperations(std::string_view event_name) {
    return event_name != "$exception" && event_name != "$$heatmap" &&
           event_name != "$groupidentify";
}

}  // namespace

void PersonOperations::addTo(
    NormalizedEvent& event,
    const EventCapture& capture,
    StoredJson& stored
) {
    if (!takesPersonOperations(event.event)) {
        return;
    }
    for (const auto& member : kMembers) {
        clearKept(candidates_);
        if (const auto& value = capture.value(member.top_level);
            value.isObject() && !member.prefix.empty()) {
            stored.noteAlteredMembers(member.prefix, value.text);
        }
        collect(Scope::kTopLevel, capture.operations(member.top_level), stored);
        collect(Scope::kProperties, capture.operations(member.in_properties), stored);
        sort();
        resolve(member.kind, event.person_operations);
        if (!isValid(member, member.top_level, capture) ||
            !isValid(member, member.in_properties, capture)) {
            event.warnings.push_back({WarningKind::kInvalidPersonOperation, member.name});
        }
    }
}

void PersonOperations::collect(
    Scope scope,
    const CapturedOperations& operations,
    StoredJson& stored
) {
    for (const auto& [key, value] : operations.entries) {
        candidates_.push_back(
            {stored.nameFor(key), scope, candidates_.size(), stored.textFor(value)}
        );
    }
}

// By key; of one key the top level first, and there the last one received.
void PersonOperations::sort() {
    std::ranges::sort(candidates_, [](const Candidate& a, const Candidate& b) {
        return std::tie(a.key, a.scope, b.position) < std::tie(b.key, b.scope, a.position);
    });
}

// Takes of each key the first candidate that counts. A null in $set_once leaves the key to the
// other scope.
void PersonOperations::resolve(OperationKind kind, std::vector<PersonOperation>& result) const {
    for (std::size_t i = 0; i < candidates_.size(); ++i) {
        const auto& candidate = candidates_[i];
        const bool is_same_key = i > 0 && candidates_[i - 1].key == candidate.key;
        if (is_same_key && candidates_[i - 1].scope == candidate.scope) {
            continue;
        }
        if (kind == OperationKind::kSetOnce && candidate.value == "null") {
            continue;
        }
        const bool is_taken =
            !result.empty() && result.back().kind == kind && result.back().key == candidate.key;
        if (!is_taken) {
            const bool has_value = kind != OperationKind::kUnset;
            result.push_back({kind, candidate.key, has_value ? candidate.value : ""});
        }
    }
}

}  // namespace event_rules
