#include "unit/identity/simulated_tables.h"

#include "event_rules/legal_id.h"

#include <algorithm>
#include <map>
#include <ranges>
#include <set>

namespace identity_tests {
namespace {

using identity_rules::Decision;
using Ids = std::set<std::string_view>;

bool isSplit(const Claim& claim) {
    return claim.kind == ClaimKind::kSplit;
}

// What a split is from is no id of it.
Ids idsOf(const Claim& claim) {
    return isSplit(claim) ? Ids{claim.source} : Ids{claim.source, claim.target};
}

bool isRefused(const Claim& claim) {
    if (isSplit(claim)) {
        return !event_rules::isLegalId(claim.source);
    }
    return (claim.kind != ClaimKind::kIdentified && claim.source == claim.target) ||
           !event_rules::isLegalId(claim.source) || !event_rules::isLegalId(claim.target);
}

bool isSameButTime(const Claim& first, const Claim& second) {
    return first.kind == second.kind && first.source == second.source &&
           first.target == second.target && first.uuid == second.uuid;
}

std::string textOf(const Decision& decision) {
    std::string text(decision.id);
    text.append(" → ").append(decision.root).append(" by ").append(decision.owner);
    text.append(" at ").append(std::to_string(decision.claimed_at_us));
    text.append(" ").append(toString(decision.claim_uuid).substr(34));
    text.append(decision.is_identified ? " identified" : "");
    return text.append(", changed at ").append(std::to_string(decision.changed_at_us));
}

Ids sidesOf(const std::vector<Claim>& batch) {
    Ids ids;
    for (const auto& claim : batch) {
        ids.merge(idsOf(claim));
    }
    return ids;
}

Ids sourcesOf(const std::vector<Claim>& batch) {
    Ids ids;
    for (const auto& claim : batch) {
        ids.insert(claim.source);
    }
    return ids;
}

Ids openedPersons(
    const std::vector<Claim>& batch,
    const std::vector<KnownId>& rows,
    bool is_again
) {
    const bool both_sides = is_again || std::ranges::any_of(batch, [](const Claim& claim) {
                                return claim.kind == ClaimKind::kForced || isSplit(claim);
                            });
    const auto asked = both_sides ? sidesOf(batch) : sourcesOf(batch);
    Ids persons;
    for (const auto& row : rows) {
        if (asked.contains(row.decision.id) && (both_sides || !row.decision.is_identified)) {
            persons.insert(row.decision.root);
        }
    }
    return persons;
}

// Whoever was one of their ids once.
Ids membersOf(const Ids& persons, const std::vector<KnownId>& rows) {
    Ids ids;
    for (const auto& row : rows) {
        if (persons.contains(row.decision.root)) {
            ids.insert(row.decision.id);
        }
    }
    return ids;
}

// All rows of the ids of both sides, and of the opened persons, as the view reads them.
std::vector<KnownId>
knownIds(const std::vector<Claim>& batch, const std::vector<KnownId>& rows, const Ids& opened) {
    std::vector<KnownId> known;
    for (const auto& claim : batch) {
        if (!isRefused(claim)) {
            for (const auto id : idsOf(claim)) {
                known.push_back(asked(id));
            }
        }
    }
    auto ids = sidesOf(batch);
    ids.merge(membersOf(opened, rows));
    for (auto row : rows) {
        if (ids.contains(row.decision.id)) {
            row.is_open = opened.contains(row.decision.root);
            known.push_back(row);
        }
    }
    return known;
}

void apply(const Claim& accepted, Decision& decision) {
    if (accepted.kind == ClaimKind::kIdentified) {
        decision.is_identified = true;
        return;
    }
    if (isSplit(accepted)) {
        return;
    }
    decision.changed_at_us = std::max(decision.changed_at_us, accepted.timestamp_us);
    if (accepted.kind == ClaimKind::kPlain) {
        decision.owner = accepted.target;
        decision.claimed_at_us = accepted.timestamp_us;
        decision.claim_uuid = accepted.uuid;
    }
}

}  // namespace

Decided decidedBy(const std::vector<Claim>& claims) {
    const auto roots = rootsOf(claims);
    const auto verdicts = verdictsOf(claims);
    std::map<std::string, Decision> decisions;
    for (std::size_t i = 0; i < claims.size(); ++i) {
        if (isRefused(claims[i])) {
            continue;
        }
        for (const auto id : idsOf(claims[i])) {
            const auto root = roots.find(std::string(id));
            auto& decision = decisions[std::string(id)];
            decision.id = id;
            decision.root = root == roots.end() ? id : std::string_view(root->second);
        }
        if (verdicts[i].empty()) {
            apply(claims[i], decisions[std::string(claims[i].source)]);
        }
    }
    Decided decided;
    for (const auto& [id, decision] : decisions) {
        decided.insert(textOf(decision));
    }
    return decided;
}

void SimulatedTables::log(const std::vector<Claim>& batch) {
    for (const auto& claim : batch) {
        const bool is_known = std::ranges::any_of(claims_, [&claim](const Claim& known) {
            return isSameButTime(claim, known);
        });
        if (!is_known) {
            claims_.push_back(claim);
        }
    }
}

Arguments SimulatedTables::argumentsFor(const std::vector<Claim>& batch, bool is_again) const {
    const auto opened = openedPersons(batch, rows_, is_again);
    auto sources = sourcesOf(batch);
    sources.merge(membersOf(opened, rows_));
    Arguments arguments{{}, knownIds(batch, rows_, opened)};
    std::ranges::copy_if(claims_, std::back_inserter(arguments.claims), [&](const Claim& claim) {
        return sources.contains(claim.source) && !isRefused(claim);
    });
    return arguments;
}

std::vector<KnownId> SimulatedTables::resolve(const std::vector<Claim>& batch, bool is_again) {
    ++now_us_;
    const auto [claims, ids] = argumentsFor(batch, is_again);
    std::vector<KnownId> rows;
    for (const auto& [decision, before] : identity_rules::decideIds(claims, ids)) {
        rows.push_back({decision, std::max(now_us_, before + 1), false});
    }
    return rows;
}

void SimulatedTables::write(const std::vector<KnownId>& rows) {
    rows_.insert(rows_.end(), rows.begin(), rows.end());
}

void SimulatedTables::insert(const std::vector<Claim>& batch, bool is_again) {
    log(batch);
    write(resolve(batch, is_again));
}

void SimulatedTables::merge() {
    rows_ = latest();
}

std::vector<KnownId> SimulatedTables::latest() const {
    std::map<std::string_view, KnownId> latest;
    for (const auto& row : rows_) {
        auto& known = latest[row.decision.id];
        known = row.decided_at_us >= known.decided_at_us ? row : known;
    }
    std::vector<KnownId> rows;
    std::ranges::copy(latest | std::views::values, std::back_inserter(rows));
    return rows;
}

Decided SimulatedTables::decided() const {
    Decided decided;
    for (const auto& [decision, decided_at, is_open] : latest()) {
        decided.insert(textOf(decision));
    }
    return decided;
}

}  // namespace identity_tests
