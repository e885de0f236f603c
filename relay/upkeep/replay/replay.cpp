#include "upkeep/replay/replay.h"

#include "ingest/utc_time.h"
#include "upkeep/replay/follow_up.h"
#include "upkeep/replay/raw_retention.h"
#include "upkeep/replay/raw_store.h"
#include "upkeep/scripts/progress_bar.h"

#include <algorithm>
#include <chrono>
#include <functional>
#include <utility>
#include <vector>

namespace relay {

namespace {

// An insert stores the raw event some time before the rest: younger raw events are not compared.
constexpr std::chrono::seconds kYoungest{60};

constexpr std::uint64_t kSliceRows = 100'000;

struct Slice {
    std::string begin;  // received_at of the first and of the last event
    std::string end;
    std::uint64_t rows;
};

class Replay {
public:
    Replay(const ReplayContext& context, const ReplayOptions& options, ReplayStage stage)
        : context_(context), options_(options), stage_(std::move(stage)) {
        source_.is_rejected = options.rejected;
    }

    tl::expected<void, std::string> run() {
        return prepare()
            .and_then([&] { return chooseEvents(); })
            .and_then([&] { return chooseSlices(); })
            .and_then([&] { return compare(); })
            .and_then([&] { return change(); })
            .and_then([&] { return stage_.close(); });
    }

private:
    // What others left is completed first.
    tl::expected<void, std::string> prepare() {
        if (options_.dry_run) {
            return {};
        }
        return completeReplay(context_.database, context_.tell).and_then([&] {
            return recoverLoad(context_.database, context_.tell);
        });
    }

    tl::expected<void, std::string> chooseEvents() {
        const auto youngest = std::chrono::time_point_cast<std::chrono::microseconds>(
                                  std::chrono::system_clock::now() - kYoungest
        )
                                  .time_since_epoch()
                                  .count();
        source_.end = formatUtc(youngest - 1);
        if (options_.rejected) {
            source_.choice = options_.reason;
            source_.begin = formatUtc(0);
            return {};
        }
        if (*options_.to_us > youngest) {
            context_.tell("events received in the last minute are left out");
        }
        source_.choice = options_.api_key;
        source_.end = formatUtc(std::min(*options_.to_us, youngest) - 1);
        return rawRetentionDays(context_.database)
            .and_then([&](std::uint64_t days) { return rawKeptSince(context_.database, days); })
            .and_then([&](const std::string& kept_since) {
                source_.begin = std::max(formatUtc(*options_.from_us), kept_since);
                return warnAboutExpiredRaw(kept_since);
            });
    }

    tl::expected<void, std::string> warnAboutExpiredRaw(const std::string& kept_since) {
        return context_.database.value({"oldest_raw", {{"since", kept_since}}}
        ).map([&](const std::string& oldest) {
            if (oldest.empty()) {
                context_.tell("there are no raw events");
            } else if (oldest > formatUtc(*options_.from_us)) {
                context_.tell("raw events reach back to " + oldest + " only");
            }
        });
    }

    tl::expected<void, std::string> chooseSlices() {
        return source_.select(context_.database)
            .and_then([&](const std::string& chosen) {
                Script script{"choose_slices", source_.parameters(), {{"CHOSEN", chosen}}};
                script.parameters.emplace_back(
                    "slice_rows", std::to_string(options_.slice_rows.value_or(kSliceRows))
                );
                return context_.database.rows(script);
            })
            .map([&](const std::vector<Database::Row>& found) {
                for (const auto& row : found) {
                    slices_.push_back({row.at(0), row.at(1), std::stoull(row.at(2))});
                    total_ += slices_.back().rows;
                }
            });
    }

    tl::expected<ReplaySummary, std::string> fill(
        const Slice& slice,
        const std::function<void()>& step_done = [] {}
    ) {
        source_.begin = slice.begin;
        source_.end = slice.end;
        return stage_.fill(source_, step_done);
    }

    tl::expected<void, std::string> compare() {
        ProgressBar bar("comparing", total_);
        bar.advance(0);
        for (const auto& slice : slices_) {
            std::uint64_t step = 0;
            const auto summary = fill(slice, [&] {
                constexpr auto steps = ReplayStage::kFillSteps;
                bar.advance(slice.rows * (step + 1) / steps - slice.rows * step / steps);
                ++step;
            });
            if (!summary) {
                return tl::unexpected(summary.error());
            }
            summary_.add(*summary);
            if (summary->changed != 0) {
                changed_slices_.push_back(slice);
            }
            if (context_.is_stopped()) {
                return tl::unexpected(std::string("stopped; nothing was changed"));
            }
        }
        return {};
    }

    tl::expected<void, std::string> change() {
        tellSummary();
        if (options_.dry_run) {
            context_.tell(
                changed_slices_.empty() ? "nothing to change" : "dry run: nothing was changed"
            );
            return isFollowUpDue(context_.database).map([&](bool is_due) {
                if (is_due) {
                    context_.tell("an earlier replay was cut short; the next one completes it");
                }
            });
        }
        if (changed_slices_.empty()) {
            context_.tell("nothing to change");
        } else if (auto done = changeSlices(); !done) {
            return done;
        }
        return followUp(context_.database, context_.tell);
    }

    tl::expected<void, std::string> changeSlices() {
        return applySlices().map([&] {
            context_.tell(std::to_string(summary_.changed) + " raw events changed");
        });
    }

    tl::expected<void, std::string> applySlices() {
        std::uint64_t rows = 0;
        for (const auto& slice : changed_slices_) {
            rows += slice.rows;
        }
        ProgressBar bar("changing", rows);
        bar.advance(0);
        for (const auto& slice : changed_slices_) {
            auto done = fill(slice).and_then([&](const ReplaySummary&) { return stage_.apply(); });
            if (!done) {
                return done;
            }
            bar.advance(slice.rows);
            if (context_.is_stopped()) {
                return tl::unexpected(std::string("stopped between slices; run it again to go on"));
            }
        }
        return {};
    }

    void tellSummary() const {
        context_.tell(
            std::to_string(summary_.raw_events) + " raw events, " +
            std::to_string(summary_.raw_events - summary_.changed) + " stay as they are"
        );
        for (const auto& [kind, count] : summary_.kinds) {
            context_.tell("  " + kind + ": " + std::to_string(count));
        }
        for (const auto& [column, count] : summary_.columns) {
            context_.tell("  column " + column + ": " + std::to_string(count));
        }
        for (const auto& sample : summary_.samples) {
            context_.tell("  " + sample);
        }
    }

    const ReplayContext& context_;
    const ReplayOptions& options_;
    ReplayStage stage_;
    StageSource source_;
    std::vector<Slice> slices_;
    std::vector<Slice> changed_slices_;
    std::uint64_t total_ = 0;
    ReplaySummary summary_;
};

}  // namespace

tl::expected<void, std::string> replay(const ReplayContext& context, const ReplayOptions& options) {
    if (options.dry_run) {
        const auto is_cut = ReplayStage::isCut(context.database);
        if (!is_cut) {
            return tl::unexpected(is_cut.error());
        }
        if (*is_cut) {
            context.tell(
                "an earlier replay was cut short amid a change; relay replay or relay reconcile "
                "completes it, and nothing is compared before that"
            );
            return {};
        }
    }
    return ReplayStage::open(context.database).and_then([&](ReplayStage stage) {
        return Replay(context, options, std::move(stage)).run();
    });
}

}  // namespace relay
