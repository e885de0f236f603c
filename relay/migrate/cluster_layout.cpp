#include "migrate/cluster_layout.h"

#include <algorithm>
#include <array>
#include <utility>

namespace relay {

namespace {

constexpr std::array<std::string_view, 1> kReceived{"raw_events"};

constexpr std::array<std::string_view, 2> kByDistinctId{"event_log", "shifted_events"};

constexpr std::array<std::string_view, 12> kNowhere{
    "active_ids_runs",
    "active_ids_turns",
    "ids_to_fold",
    "ids_to_fold_runs",
    "ids_to_fold_turns",
    "ids_to_resolve",
    "ids_to_resolve_runs",
    "ids_to_resolve_turns",
    "normalized_events",
    "persons_to_fold",
    "resolved_ids",
    "touched_persons",
};

constexpr std::array<std::pair<std::string_view, std::string_view>, 6> kTargets{{
    {"mv_decisions_to_state", "identity_state"},
    {"mv_ids_to_resolved", "resolved_ids"},
    {"mv_normalized_to_shifted", "shifted_events"},
    {"mv_normalized_to_touched", "touched_ids"},
    {"mv_raw_to_normalized", "normalized_events"},
    {"mv_resolved_to_decisions", "identity_decisions"},
}};

constexpr std::array<std::string_view, 1> kSpreadViews{"events"};

constexpr std::array<std::string_view, 8> kLeftOut{
    "mv_claims_to_decisions",
    "mv_claims_to_near",
    "mv_moved_to_decisions",
    "mv_near_to_decisions",
    "mv_near_to_moved",
    "mv_normalized_to_overrides",
    "moved_ids",
    "near_decisions",
};

bool isIn(const auto& names, std::string_view name) {
    return std::find(names.begin(), names.end(), name) != names.end();
}

}  // namespace

TablePlacement placementOf(std::string_view table) {
    if (isIn(kReceived, table)) {
        return TablePlacement::kReceived;
    }
    if (isIn(kNowhere, table)) {
        return TablePlacement::kNowhere;
    }
    return isIn(kByDistinctId, table) ? TablePlacement::kByDistinctId : TablePlacement::kEverywhere;
}

std::optional<std::string_view> targetOf(std::string_view view) {
    for (const auto& [name, target] : kTargets) {
        if (name == view) {
            return target;
        }
    }
    return std::nullopt;
}

bool isSpreadView(std::string_view view) {
    return isIn(kSpreadViews, view);
}

bool isLeftOut(std::string_view name) {
    return isIn(kLeftOut, name);
}

}  // namespace relay
