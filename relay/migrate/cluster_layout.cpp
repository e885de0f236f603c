#include "migrate/cluster_layout.h"

#include <algorithm>
#include <array>

namespace relay {

namespace {

constexpr std::array<std::string_view, 1> kReceived{"raw_events"};

constexpr std::array<std::string_view, 2> kByDistinctId{"event_log", "shifted_events"};

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
    return isIn(kByDistinctId, table) ? TablePlacement::kByDistinctId : TablePlacement::kEverywhere;
}

bool isSpreadView(std::string_view view) {
    return isIn(kSpreadViews, view);
}

bool isLeftOut(std::string_view name) {
    return isIn(kLeftOut, name);
}

}  // namespace relay
