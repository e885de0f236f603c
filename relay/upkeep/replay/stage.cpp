#include "upkeep/replay/stage.h"

#include <utility>

namespace relay {

namespace {

constexpr std::size_t kSamples = 20;

const std::string kStage = "replay_stage";

auto counted(std::map<std::string, std::uint64_t>& counts) {
    return [&counts](const std::vector<Database::Row>& rows) {
        for (const auto& row : rows) {
            counts[row.at(0)] = std::stoull(row.at(1));
        }
    };
}

}  // namespace

void ReplaySummary::add(const ReplaySummary& slice) {
    raw_events += slice.raw_events;
    changed += slice.changed;
    for (const auto& [kind, count] : slice.kinds) {
        kinds[kind] += count;
    }
    for (const auto& [column, count] : slice.columns) {
        columns[column] += count;
    }
    for (const auto& sample : slice.samples) {
        if (samples.size() < kSamples) {
            samples.push_back(sample);
        }
    }
}

Script::Parameters StageSource::parameters() const {
    return {
        {"begin", begin},
        {"end", end},
        {"has_choice", choice ? "1" : "0"},
        {"choice", choice.value_or("")}};
}

tl::expected<std::string, std::string> StageSource::select(const Database& database) const {
    return database.select({is_rejected ? "chosen_rejected" : "chosen_raw"});
}

tl::expected<ReplayStage, std::string> ReplayStage::open(Database& database) {
    return ViewQueries::read(database).and_then(
        [&](ViewQueries views) -> tl::expected<ReplayStage, std::string> {
            ReplayStage stage(database, std::move(views));
            if (auto done = stage.prepareParts(); !done) {
                return tl::unexpected(done.error());
            }
            return stage;
        }
    );
}

tl::expected<void, std::string> ReplayStage::prepareParts() {
    parts_ = {
        {"FRESH_EVENTS", views_.events(kStage)},
        {"FRESH_CLAIMS", views_.claims(kStage)},
        {"FRESH_PROPERTIES", views_.properties(kStage)}};
    const std::vector<std::pair<std::string, std::string>> tables{
        {"EVENT_COLUMNS", "event_log"},
        {"PROBLEM_COLUMNS", "event_problems"},
        {"CLAIM_COLUMNS", "identity_claims"}};
    for (const auto& [part, table] : tables) {
        const auto columns = database_.value({"compared_columns", {{"table", table}}});
        if (!columns) {
            return tl::unexpected(columns.error());
        }
        parts_[part] = *columns;
    }
    // Each may be made of those before it.
    const std::vector<std::pair<std::string, std::string>> selects{
        {"EVENTS", "stored_events"},
        {"PROBLEMS", "stored_problems"},
        {"CLAIMS", "stored_claims"},
        {"CHANGED", "changed_events"},
        {"LACKING", "lacking_events"},
        {"DIFFERENCES", "property_differences"},
        {"KEPT_RAW", "kept_raw"},
        {"RECENT_RAW", "recent_raw"}};
    for (const auto& [part, file] : selects) {
        const auto select = database_.select({file, {}, parts_});
        if (!select) {
            return tl::unexpected(select.error());
        }
        parts_[part] = *select;
    }
    const auto changed = inBrackets(parts_["CHANGED"]);
    parts_["CHANGED_EVENTS"] = views_.events(changed);
    parts_["CHANGED_PROBLEMS"] = views_.problems(changed);
    parts_["CHANGED_CLAIMS"] = views_.claims(changed);
    parts_["LACKING_PROPERTIES"] = views_.properties(inBrackets(parts_["LACKING"]));
    for (const std::string raw : {"KEPT", "RECENT"}) {
        const auto rows = views_.normalized(parts_[raw + "_RAW"]);
        parts_[raw + "_PROPERTIES"] = views_.properties(inBrackets(rows));
    }
    return {};
}

Script ReplayStage::script(const std::string& name) const {
    return {name, {{"is_rejected", is_rejected_ ? "1" : "0"}}, parts_};
}

tl::expected<ReplaySummary, std::string>
ReplayStage::fill(const StageSource& source, const std::function<void()>& step_done) {
    return resume()
        .and_then([&] { return close(); })
        .and_then([&] {
            is_rejected_ = source.is_rejected;
            return database_.run({"replay_begin"});
        })
        .and_then([&] { return source.select(database_); })
        .and_then([&](const std::string& raw) {
            return database_.run(
                {"stage_events", source.parameters(), {{"NORMALIZED", views_.normalized(raw)}}}
            );
        })
        .map(step_done)
        .and_then([&] { return compare(); })
        .map(step_done)
        .and_then([&] { return summarize(); })
        .map([&](ReplaySummary summary) {
            step_done();
            return summary;
        });
}

tl::expected<void, std::string> ReplayStage::compare() {
    if (is_rejected_) {
        return database_.run(script("compare_rejected"));
    }
    return compareRows().and_then([&] { return database_.run(script("compare_properties")); });
}

tl::expected<std::string, std::string> ReplayStage::rowsOf(
    const std::string& events,
    const std::string& problems,
    const std::string& claims
) const {
    auto rows = script("rows_of_places");
    rows.parts["EVENTS"] = events;
    rows.parts["PROBLEMS"] = problems;
    rows.parts["CLAIMS"] = claims;
    return database_.select(rows);
}

tl::expected<void, std::string> ReplayStage::compareRows() {
    const auto other_events = database_.select({"other_events"});
    const auto other_claims = database_.select({"other_claims"});
    if (!other_events || !other_claims) {
        return tl::unexpected(other_events ? other_claims.error() : other_events.error());
    }
    const auto& problems = parts_.at("PROBLEMS");
    const auto fresh =
        rowsOf(parts_.at("FRESH_EVENTS"), views_.problems(kStage), parts_.at("FRESH_CLAIMS"));
    const auto stored = rowsOf(parts_.at("EVENTS"), problems, parts_.at("CLAIMS"));
    const auto other = rowsOf(*other_events, problems, *other_claims);
    for (const auto* rows : {&fresh, &stored, &other}) {
        if (!*rows) {
            return tl::unexpected(rows->error());
        }
    }
    return database_.run(
        {"compare_rows",
         {},
         {{"FRESH_ROWS", *fresh}, {"STORED_ROWS", *stored}, {"OTHER_ROWS", *other}}}
    );
}

tl::expected<ReplaySummary, std::string> ReplayStage::summarize() {
    ReplaySummary summary;
    return database_.rows(script("count_stage"))
        .map([&](const std::vector<Database::Row>& rows) {
            summary.raw_events = std::stoull(rows.front().at(0));
            summary.changed = std::stoull(rows.front().at(1));
        })
        .and_then([&] { return database_.rows(script("count_kinds")); })
        .map(counted(summary.kinds))
        .and_then([&] {
            auto columns = script("changed_columns");
            columns.parameters.emplace_back("samples", std::to_string(kSamples));
            return database_.rows(columns);
        })
        .map([&](const std::vector<Database::Row>& rows) {
            counted(summary.columns)(rows);
            for (const auto& row : rows) {
                if (summary.samples.size() < kSamples) {
                    summary.samples.push_back(row.at(2));
                }
            }
            return summary;
        });
}

tl::expected<bool, std::string> ReplayStage::isCut(Database& database) {
    return database.number({"is_replay_cut"})
        .and_then([&](std::uint64_t are_there) {
            return are_there == 0 ? tl::expected<std::uint64_t, std::string>(0)
                                  : database.number({"count_changing"});
        })
        .map([](std::uint64_t notes) { return notes != 0; });
}

tl::expected<void, std::string> ReplayStage::apply() {
    return database_.run(script("replay_note_change"))
        .and_then([&] { return change(); })
        .map_error([](const std::string& reason) {
            return "cut short amid a change, which relay replay of any kind and relay reconcile "
                   "complete: " +
                   reason;
        });
}

tl::expected<void, std::string> ReplayStage::change() {
    return database_.run({"replay_announce"})
        .and_then([&] { return database_.run(script("replay_touch")); })
        .and_then([&] { return database_.run(script("replay_store")); })
        .and_then([&] { return database_.run(script("replay_delete")); })
        .and_then([&] { return database_.run(script("replay_store")); })
        .and_then([&] { return database_.run(script("replay_store_properties")); })
        .and_then([&] { return replaceProperties(); })
        .and_then([&] { return database_.run({"replay_end_change"}); });
}

tl::expected<void, std::string> ReplayStage::replaceProperties() {
    return database_.number({"count_properties"}).and_then([&](std::uint64_t properties) {
        return properties == 0 ? tl::expected<void, std::string>()
                               : database_.run(script("replay_properties"));
    });
}

tl::expected<void, std::string> ReplayStage::resume() {
    const auto is_cut = isCut(database_);
    if (!is_cut || !*is_cut) {
        return is_cut.map([](bool) {});
    }
    return database_.number({"is_changing_rejected"})
        .map([&](std::uint64_t is_rejected) { is_rejected_ = is_rejected != 0; })
        .and_then([&] { return database_.run({"end_deletes"}); })
        .and_then([&] { return addNewColumns(); })
        .and_then([&] { return change(); });
}

// Of a migration since the stage was filled.
tl::expected<void, std::string> ReplayStage::addNewColumns() {
    return database_.value({"stage_columns"}).and_then([&](const std::string& changes) {
        return changes.empty() ? tl::expected<void, std::string>()
                               : database_.run({"alter_stage", {}, {{"CHANGES", changes}}});
    });
}

tl::expected<void, std::string> ReplayStage::close() {
    return database_.run({"end_deletes"}).and_then([&] { return database_.run({"replay_end"}); });
}

}  // namespace relay
