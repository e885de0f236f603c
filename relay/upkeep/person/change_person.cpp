#include "upkeep/person/change_person.h"

#include "event_rules/legal_id.h"
#include "upkeep/reconcile/decide_again.h"

#include <optional>
#include <utility>

namespace relay {

namespace {

using Kind = OperatorClaim::Kind;

constexpr std::string_view kDecide = "claimed_ids";

Script::Parameters sidesOf(const OperatorClaim& claim) {
    return {{"source", claim.source}, {"target", claim.target}};
}

// One row of sql/upkeep/claim_sides.sql.
struct Sides {
    bool is_source_known;
    bool is_target_known;
    bool is_one_person;
    bool is_split;  // nothing is left to split
    ClaimStamp stamp;
};

Sides toSides(const Database::Row& row) {
    return {
        row.at(0) == "1",
        row.at(1) == "1",
        row.at(2) == "1",
        row.at(3) == "1",
        {row.at(4), row.at(5)}};
}

std::string whatSource(const OperatorClaim& claim) {
    return claim.source + " belongs to " + (claim.target.empty() ? "another id" : claim.target);
}

// Empty where nothing is.
std::string whatIsWrong(const OperatorClaim& claim, const Sides& sides) {
    for (const auto& [id, is_known] :
         {std::pair(claim.source, sides.is_source_known),
          std::pair(claim.target, sides.is_target_known)}) {
        if (!id.empty() && !is_known) {
            return "no event and no claim names " + id;
        }
    }
    if (claim.kind == Kind::kMerge && sides.is_one_person) {
        return claim.source + " and " + claim.target + " are one person already";
    }
    if (claim.kind == Kind::kSplit && sides.is_split) {
        return "nothing to split: no claim counts that says " + whatSource(claim);
    }
    return {};
}

std::optional<std::string> findIllegal(const OperatorClaim& claim) {
    if (!event_rules::isLegalId(claim.source)) {
        return claim.source;
    }
    const bool names_target = claim.kind == Kind::kMerge || !claim.target.empty();
    return names_target && !event_rules::isLegalId(claim.target) ? std::optional(claim.target)
                                                                 : std::nullopt;
}

tl::expected<PersonChange, std::string>
previewChange(Database& database, const OperatorClaim& claim, const ClaimStamp& stamp) {
    auto parameters = sidesOf(claim);
    parameters.insert(
        parameters.end(),
        {{"kind", kindOf(claim)}, {"timestamp", stamp.timestamp}, {"uuid", stamp.uuid}}
    );
    return database.rows({"preview_claim", parameters}).map([](const auto& rows) {
        const auto& row = rows.front();
        return PersonChange{std::stoull(row.at(0)), std::stoull(row.at(1)), std::stoull(row.at(2))};
    });
}

}  // namespace

tl::expected<PlannedClaim, std::string> planClaim(Database& database, OperatorClaim claim) {
    if (const auto id = findIllegal(claim)) {
        return tl::unexpected("no id that can mean a person: " + *id);
    }
    const auto rows = database.rows({"claim_sides", sidesOf(claim)});
    if (!rows) {
        return tl::unexpected(rows.error());
    }
    const auto sides = toSides(rows->front());
    if (auto problem = whatIsWrong(claim, sides); !problem.empty()) {
        return tl::unexpected(std::move(problem));
    }
    return previewChange(database, claim, sides.stamp).map([&](const PersonChange& change) {
        return PlannedClaim{std::move(claim), sides.stamp, change};
    });
}

tl::expected<void, std::string>
storeClaim(Database& database, const PlannedClaim& planned, std::string_view author) {
    const Script insert{
        "store_claim",
        {{"author", std::string(author)},
         {"uuid", planned.stamp.uuid},
         {"event", makeClaimEvent(planned.claim, planned.stamp)}}};
    return database.value({"server_time"}).and_then([&](const std::string& begin) {
        auto parameters = sidesOf(planned.claim);
        parameters.emplace_back("since", begin);
        return database.run(insert)
            .and_then([&] { return chooseIds(database, std::string(kDecide), parameters); })
            .and_then([&](const ChosenIds& ids) { return decideAgain(database, ids); });
    });
}

}  // namespace relay
