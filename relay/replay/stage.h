#pragma once

#include "maintain/database.h"
#include "replay/targets.h"

#include <tl/expected.hpp>

#include <cstdint>
#include <map>
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
    bool is_rejected = false;  // of rejected_events, those that pass; else of raw_events
    std::string times;         // the condition on received_at
    std::string choice;        // the condition on other columns; may be empty
};

// One slice of raw events under the rules of today, beside what is stored of it. Fresh rows come
// from the definitions of the materialized views, so there is one way to make a row. The tables
// replay_stage and replay_diff belong to one replay at a time.
//
// No row goes that another raw event may have left:
// - Raw events are staged, compared and stored again with all that share their place, also with
//   those that were not chosen, so that all rows of a place have their raw event in the stage.
// - Raw events that are past their retention, where a neighbour may be gone already, are left out.
// - Of a rejected event, whose neighbours may be anything, only rows that it makes itself are
//   replaced, and its own row in rejected_events.
class ReplayStage {
public:
    // Error: the views are not there.
    static tl::expected<ReplayStage, std::string> open(Database& database);

    // Whether an apply() was cut short, so that rows it took away may not be stored again.
    static tl::expected<bool, std::string> isCut(Database& database);

    // Normalizes the raw events of a slice and compares them with what is stored. Completes what
    // was cut short first, for the stage still holds its rows.
    tl::expected<ReplaySummary, std::string> fill(const StageSource& source);

    // Stores what differs. Cut short, it is done again by the next resume() or fill() of any
    // process: the stage stays, and the table replay_changing says that it is not applied. So
    // nothing depends on the raw events, which may expire meanwhile.
    tl::expected<void, std::string> apply();

    // Completes an apply() that was cut short, if one was. Not while it is still under way.
    tl::expected<void, std::string> resume();

    tl::expected<void, std::string> close();

private:
    ReplayStage(Database& database, std::string name, std::map<std::string, std::string> views)
        : database_(database), name_(std::move(name)), views_(std::move(views)) {}

    [[nodiscard]] std::string fresh(const ReplayTarget& target) const;
    [[nodiscard]] std::string normalized(const StageSource& source) const;
    [[nodiscard]] std::string difference() const;
    [[nodiscard]] std::string firstPlaces(const ReplayTarget& target) const;
    [[nodiscard]] std::string bothSides(const ReplayTarget& target) const;
    [[nodiscard]] std::string changedColumns() const;
    [[nodiscard]] std::string changedRows() const;
    tl::expected<ReplaySummary, std::string> summarize();
    tl::expected<void, std::string> noteChange();
    tl::expected<void, std::string> change();
    tl::expected<void, std::string> applyRange();
    tl::expected<void, std::string> applyRejected();
    tl::expected<void, std::string> storeAgain();
    tl::expected<void, std::string> addNewColumns();

    Database& database_;
    std::string name_;                          // of the database
    std::map<std::string, std::string> views_;  // the SELECT of each materialized view
    bool is_rejected_ = false;                  // at the last fill()
};

}  // namespace relay
