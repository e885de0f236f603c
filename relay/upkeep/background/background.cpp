#include "upkeep/background/background.h"

#include <string>

namespace relay {

std::optional<BackgroundWork> readBackgroundWork(ScriptQuery& query) {
    const auto views = query.rows({"background_views"});
    const auto broken = views ? query.rows({"broken_parts"}) : views;
    if (!broken) {
        return std::nullopt;
    }
    BackgroundWork work;
    for (const auto& row : *views) {
        work.views.push_back({row.at(0), std::stod(row.at(1))});
    }
    work.broken_parts = std::stoull(broken->at(0).at(0));
    return work;
}

}  // namespace relay
