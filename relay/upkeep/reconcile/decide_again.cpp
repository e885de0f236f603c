#include "upkeep/reconcile/decide_again.h"

#include "upkeep/scripts/progress_bar.h"

namespace relay {

namespace {

constexpr std::uint64_t kIdsPerSlice = 50'000;

// A pass may leave to the next one a claim between persons that it did not see whole. A limit, for
// changes by inserts count, too, and may never end.
constexpr int kMaxPasses = 5;

Script withSlice(
    const Script& work,
    const Script::Parameters& parameters,
    const std::string& ids,
    std::uint64_t slices,
    std::uint64_t slice
) {
    auto sliced = work;
    sliced.parts["IDS"] = ids;
    sliced.parameters = parameters;
    sliced.parameters.emplace_back("slices", std::to_string(slices));
    sliced.parameters.emplace_back("slice", std::to_string(slice));
    return sliced;
}

tl::expected<void, std::string> decidePass(Database& database, const ChosenIds& ids, int pass) {
    if (pass == kMaxPasses) {
        return {};
    }
    const auto begin = database.value({"server_time"});
    if (!begin) {
        return tl::unexpected(begin.error());
    }
    return ids.forEachSlice(database, "deciding", {"decide_ids"})
        .and_then([&] {
            return database.number({"count_decided", {{"since", *begin}}});
        })
        .and_then([&](std::uint64_t changed) {
            return changed == 0 ? tl::expected<void, std::string>()
                                : decidePass(database, ids, pass + 1);
        });
}

}  // namespace

tl::expected<ChosenIds, std::string>
chooseIds(Database& database, const std::string& file, const Script::Parameters& parameters) {
    return database.select({file})
        .and_then([&](const std::string& ids) {
            return database.number(withSlice({"count_ids"}, parameters, ids, 1, 0));
        })
        .map([&](std::uint64_t count) {
            return ChosenIds{file, parameters, count};
        });
}

tl::expected<void, std::string>
ChosenIds::forEachSlice(Database& database, const std::string& what, const Script& work) const {
    const auto ids = database.select({file});
    if (!ids) {
        return tl::unexpected(ids.error());
    }
    const auto slices = count / kIdsPerSlice + 1;
    ProgressBar bar(what, count);
    bar.advance(0);
    for (std::uint64_t slice = 0; slice < slices; ++slice) {
        auto done = database.run(withSlice(work, parameters, *ids, slices, slice)).and_then([&] {
            bar.advance(count * (slice + 1) / slices - count * slice / slices);
            return database.pause(std::chrono::milliseconds(0));
        });
        if (!done) {
            return done;
        }
    }
    return {};
}

tl::expected<void, std::string> decideAgain(Database& database, const ChosenIds& ids) {
    return decidePass(database, ids, 0).and_then([&] {
        return ids.forEachSlice(database, "folding", {"fold_ids"});
    });
}

}  // namespace relay
