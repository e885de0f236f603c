#include "identity/id_numbers.h"

#include <algorithm>

namespace identity_rules {
namespace {

struct Occurrence {
    std::string_view id;
    std::size_t position;  // in IdNumbers::numbers_
};

std::vector<Occurrence> collectSorted(std::span<const Claim> claims) {
    std::vector<Occurrence> occurrences;
    occurrences.reserve(2 * claims.size());
    for (const auto& claim : claims) {
        occurrences.push_back({claim.source, occurrences.size()});
        occurrences.push_back({claim.target, occurrences.size()});
    }
    std::ranges::sort(occurrences, {}, &Occurrence::id);
    return occurrences;
}

}  // namespace

IdNumbers::IdNumbers(std::span<const Claim> claims) : numbers_(2 * claims.size()) {
    for (const auto& [id, position] : collectSorted(claims)) {
        if (ids_.empty() || ids_.back() != id) {
            ids_.push_back(id);
        }
        numbers_[position] = ids_.size() - 1;
    }
}

}  // namespace identity_rules
