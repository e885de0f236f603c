#pragma once

#include "upkeep/replay/view_queries.h"
#include "upkeep/scripts/database.h"

#include <tl/expected.hpp>

#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace relay {

// What a replay would change, or has changed, counted in raw events.
struct ReplaySummary {
    std::uint64_t raw_events = 0;
    std::uint64_t changed = 0;
    std::map<std::string, std::uint64_t>
        kinds;  // "event changed", "newly accepted", … of `changed`
    std::map<std::string, std::uint64_t> columns;  // of changed events, how often each column
    std::vector<std::string> samples;              // "uuid column: before → after", a few

    void add(const ReplaySummary& slice);
};

// Which raw events a stage takes.
struct StageSource {
    bool is_rejected = false;           // of rejected_events, those that pass; else of raw_events
    std::optional<std::string> choice;  // an api key, or a reason
    std::string begin;                  // receive times, both included
    std::string end;

    // For the files chosen_raw and chosen_rejected.
    [[nodiscard]] Script::Parameters parameters() const;
    [[nodiscard]] tl::expected<std::string, std::string> select(const Database& database) const;
};

// One slice of raw events under the rules of today, beside what is stored of it: the tables of
// sql/upkeep/replay_begin.sql, which belong to one replay at a time.
//
// No row goes that another raw event may have left:
// - Raw events are staged, compared and stored again with all that share their place, also with
//   those that were not chosen, so that all rows of a place have their raw event in the stage.
// - Raw events that are past their retention, where a neighbour may be gone already, are left out.
// - Of a rejected event, whose neighbours may be anything, only its own row in rejected_events
// goes.
//
// Registers of person properties do not tell what they were made of. One with an operation that its
// raw event does not say any more is made anew from the raw events that are still kept: an older
// operation that it had hidden is gone then.
class ReplayStage {
public:
    static constexpr std::uint64_t kFillSteps = 3;

    // Error: the views are not there.
    static tl::expected<ReplayStage, std::string> open(Database& database);

    // Whether an apply() was cut short, so that rows may be stored beside those that they replace.
    static tl::expected<bool, std::string> isCut(Database& database);

    // Normalizes the raw events of a slice and compares them with what is stored. Completes what
    // was cut short first, for the stage still holds its rows. Tells after each of kFillSteps.
    tl::expected<ReplaySummary, std::string> fill(
        const StageSource& source,
        const std::function<void()>& step_done = [] {}
    );

    // Stores what differs. Cut short, it is done again by the next resume() or fill() of any
    // process: the stage stays, and the table replay_changing says that it is not applied. So
    // nothing depends on the raw events, which may expire meanwhile.
    tl::expected<void, std::string> apply();

    // Completes an apply() that was cut short, if one was. Not while it is still under way.
    tl::expected<void, std::string> resume();

    tl::expected<void, std::string> close();

private:
    ReplayStage(Database& database, ViewQueries views)
        : database_(database), views_(std::move(views)) {}

    tl::expected<void, std::string> prepareParts();
    [[nodiscard]] Script script(const std::string& name) const;
    tl::expected<std::string, std::string>
    rowsOf(const std::string& events, const std::string& problems, const std::string& claims) const;
    tl::expected<void, std::string> compare();
    tl::expected<void, std::string> compareRows();
    tl::expected<ReplaySummary, std::string> summarize();
    tl::expected<void, std::string> change();
    tl::expected<void, std::string> replaceProperties();
    tl::expected<void, std::string> addNewColumns();

    Database& database_;
    ViewQueries views_;
    PlaceholderValues parts_;   // the SELECTs that the scripts are made of
    bool is_rejected_ = false;  // at the last fill()
};

}  // namespace relay
