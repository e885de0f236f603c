#include "reference.h"

#include "event_rules/uuid.h"
#include "identity/identity_roots.h"

#include <algorithm>
#include <optional>
#include <set>
#include <tuple>

namespace identity_tests {

namespace {

using identity_rules::Claim;
using identity_rules::ClaimKind;
using Kind = PropertyChange::Kind;

constexpr std::int64_t kMicroseconds = 1'000;

std::vector<Claim> claimsOf(const std::vector<HistoricEvent>& history) {
    std::vector<Claim> claims;
    for (const auto& event : history) {
        if (event.name == "$split") {
            continue;
        }
        const auto uuid = event_rules::parseUuid(event.uuid).value();
        const auto time = event.timestamp_ms * kMicroseconds;
        if (event.name == "$identify" && !event.claimed_id.empty()) {
            claims.push_back(
                {ClaimKind::kIdentified, event.distinct_id, event.distinct_id, time, uuid}
            );
        }
        if (!event.claimed_id.empty()) {
            const bool is_forced = event.name == "$merge_dangerously";
            const auto kind = is_forced ? ClaimKind::kForced : ClaimKind::kPlain;
            claims.push_back({kind, event.claimed_id, event.distinct_id, time, uuid});
        }
    }
    return claims;
}

// "A split voids every claim of its source, towards its target or any, up to its own time."
void eraseVoided(std::vector<Claim>& claims, const std::vector<HistoricEvent>& of_operator) {
    for (const auto& event : of_operator) {
        if (event.name == "$split") {
            std::erase_if(claims, [&event](const Claim& claim) {
                return claim.source == event.distinct_id &&
                       (event.claimed_id.empty() || claim.target == event.claimed_id) &&
                       claim.timestamp_us <= event.timestamp_ms * kMicroseconds;
            });
        }
    }
}

// The changes of one key of one person, in the order in which they count.
using History = std::set<std::tuple<std::int64_t, std::string, Kind, int>>;

std::optional<int> valueOf(const History& history) {
    std::optional<int> set;
    std::optional<int> set_once;
    for (const auto& [time, uuid, kind, value] : history) {
        if (kind == Kind::kSet) {
            set = value;
        } else if (kind == Kind::kSetOnce) {
            set_once = set_once.value_or(value);
        } else {
            set.reset();
            set_once.reset();
        }
    }
    return set ? set : set_once;
}

std::string jsonOf(const std::map<std::string, History>& histories) {
    std::string json = "{";
    for (const auto& [key, history] : histories) {
        if (const auto value = valueOf(history)) {
            json += json.size() > 1 ? "," : "";
            json += '"' + key + "\":" + std::to_string(*value);
        }
    }
    return json + "}";
}

// Of several changes of one kind to one key in one event the last one counts, as in JSON.
std::vector<PropertyChange> effectiveChanges(const HistoricEvent& event) {
    std::map<std::pair<Kind, std::string>, int> last;
    for (const auto& change : event.changes) {
        last[{change.kind, change.key}] = change.value;
    }
    std::vector<PropertyChange> changes;
    for (const auto& [place, value] : last) {
        changes.push_back({place.first, place.second, value});
    }
    return changes;
}

}  // namespace

Reference::Reference(
    const std::vector<HistoricEvent>& history,
    const std::vector<HistoricEvent>& of_operator
) {
    std::map<std::string, std::string> roots;
    std::set<std::string> identified;
    auto claims = claimsOf(history);
    const auto operator_claims = claimsOf(of_operator);
    claims.insert(claims.end(), operator_claims.begin(), operator_claims.end());
    eraseVoided(claims, of_operator);
    for (const auto& claim : claims) {
        roots.emplace(claim.source, claim.source);
        if (claim.kind == ClaimKind::kIdentified) {
            identified.emplace(claim.source);
        }
    }
    for (const auto& event : history) {
        roots.emplace(event.distinct_id, event.distinct_id);
    }
    for (const auto& owned : identity_rules::resolveIdentity(claims).owned_ids) {
        roots[std::string(owned.id)] = owned.root;
    }

    std::map<std::string, std::map<std::string, History>> changes;  // by root and key
    std::map<std::string, std::pair<std::int64_t, std::int64_t>> seen;
    for (const auto& event : history) {
        const auto& root = roots.at(event.distinct_id);
        const auto first = seen.emplace(root, std::pair(event.timestamp_ms, event.timestamp_ms));
        auto& [created_at, last_seen_at] = first.first->second;
        created_at = std::min(created_at, event.timestamp_ms);
        last_seen_at = std::max(last_seen_at, event.timestamp_ms);
        for (const auto& change : effectiveChanges(event)) {
            const auto value = change.kind == Kind::kUnset ? 0 : change.value;
            changes[root][change.key].emplace(event.timestamp_ms, event.uuid, change.kind, value);
        }
    }
    std::set<std::string> identified_roots;
    for (const auto& id : identified) {
        identified_roots.insert(roots.at(id));
    }
    for (const auto& [id, root] : roots) {
        person_ids[id] = toString(event_rules::uuid5(root));
    }
    for (const auto& [root, times] : seen) {
        const bool is_identified = identified_roots.contains(root);
        if (is_identified || changes.contains(root)) {
            persons[person_ids.at(root)] = {
                root, jsonOf(changes[root]), times.first, times.second, is_identified};
        }
    }
}

}  // namespace identity_tests
