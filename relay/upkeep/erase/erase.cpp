#include "upkeep/erase/erase.h"

#include "upkeep/erase/anonymous.h"
#include "upkeep/erase/delete_erased.h"
#include "upkeep/erase/erased_rows.h"
#include "upkeep/erase/suppression.h"
#include "upkeep/erase/waits.h"

namespace relay {

namespace {

const std::string kDryRun = "dry run: nothing was changed";

using Step = tl::expected<void, std::string> (*)(Database& database, const Progress& tell);

tl::expected<void, std::string> deleteAndProve(Database& database, const Progress& tell) {
    return deleteErased(database, tell)
        .and_then([&] { return proofQuery(database); })
        .map([&](const std::string& query) {
            tell("0 rows are left of erased ids; the proof, to be run at any time:\n");
            tell(query + ";");
        });
}

tl::expected<std::string, std::string> countIds(Database& database, const std::string& hash) {
    return selectIdsOfPerson(database).and_then([&](const std::string& ids) {
        return database.value({"count_ids", {{"own_person_id", hash}}, {{"IDS", ids}}});
    });
}

tl::expected<void, std::string>
tellIds(Database& database, const Progress& tell, const std::string& hash) {
    return countIds(database, hash).map([&](const std::string& ids) {
        tell("the person has " + ids + (ids == "1" ? " id, and in" : " ids, and in"));
    });
}

tl::expected<void, std::string> tellDryRun(
    Database& database,
    const Progress& tell,
    const std::string& hash,
    const EraseOptions& options
) {
    const auto kept = options.anonymize ? countKeptEvents(database, hash) : 0;
    return kept.map([&](std::uint64_t events) {
        if (options.anonymize) {
            tell(std::to_string(events) + " events would stay, of one random id");
        }
        tell(kDryRun);
    });
}

// What is to stay of a person stays, whatever is erased next. Whether there was such a one.
tl::expected<bool, std::string>
completeAnonymous(Database& database, const Progress& tell, const Step& complete) {
    auto is_noted = isAnonymousNoted(database);
    if (!is_noted || !*is_noted) {
        return is_noted;
    }
    tell("completing an earlier --anonymize, which was cut short");
    return complete(database, tell).map([] { return true; });
}

tl::expected<void, std::string>
tellPerson(Database& database, const Progress& tell, const std::string& distinct_id) {
    const auto hash = hashOf(distinct_id);
    const auto rows = countRowsOfPerson(database, hash);
    const auto erased_with = erasedWith(database, hash);
    if (!rows || !erased_with) {
        return tl::unexpected(rows ? erased_with.error() : rows.error());
    }
    if (!isNothing(*rows)) {
        return tellIds(database, tell, hash).map([&] { tellRows(*rows, tell); });
    }
    if (erased_with->empty()) {
        return tl::unexpected("nothing is stored of " + distinct_id);
    }
    tell("nothing is left of " + distinct_id);
    return {};
}

tl::expected<void, std::string>
suppressPerson(Database& database, const std::string& hash, const EraseOptions& options) {
    if (!options.anonymize) {
        return suppress(database, hash);
    }
    return noteAnonymous(database, hash, *options.anonymize).and_then([&] {
        return suppressNoted(database);
    });
}

}  // namespace

tl::expected<void, std::string> erasePerson(
    Database& database,
    const Progress& tell,
    const std::string& distinct_id,
    const EraseOptions& options
) {
    const auto hash = hashOf(distinct_id);
    if (options.is_dry_run) {
        return tellPerson(database, tell, distinct_id).and_then([&] {
            return tellDryRun(database, tell, hash, options);
        });
    }
    return completeAnonymous(database, tell, deleteErased)
        .and_then([&](bool) { return tellPerson(database, tell, distinct_id); })
        .and_then([&] { return suppressPerson(database, hash, options); })
        .and_then([&] {
            tell("suppressed: what comes of these ids is not stored any more");
            return deleteAndProve(database, tell);
        });
}

// Of an erasure that was killed, inserts that read before may still be under way.
tl::expected<void, std::string>
erasePending(Database& database, const Progress& tell, bool is_dry_run) {
    const auto is_complete = is_dry_run ? false : completeAnonymous(database, tell, deleteAndProve);
    if (!is_complete || *is_complete) {
        return is_complete.map([](bool) {});
    }
    const auto waited = is_dry_run ? tl::expected<void, std::string>() : waitForInserts(database);
    const auto rows = waited.and_then([&] { return countErasedRows(database); });
    if (!rows) {
        return tl::unexpected(rows.error());
    }
    if (isNothing(*rows)) {
        tell("nothing is pending");
        return is_dry_run ? tl::expected<void, std::string>() : endErasure(database);
    }
    tell("of erased ids there is in");
    tellRows(*rows, tell);
    if (is_dry_run) {
        tell(kDryRun);
        return {};
    }
    return deleteAndProve(database, tell);
}

tl::expected<void, std::string>
letReturn(Database& database, const Progress& tell, const std::string& distinct_id) {
    return erasedWith(database, hashOf(distinct_id)).and_then([&](const std::string& person_id) {
        if (person_id.empty()) {
            return tl::expected<void, std::string>(
                tl::unexpected(distinct_id + " is not suppressed")
            );
        }
        return erasePending(database, tell, false)
            .and_then([&] { return allowReturn(database, person_id); })
            .map([&] { tell("what comes of the ids of this person from now on is stored again"); });
    });
}

}  // namespace relay
