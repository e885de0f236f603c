#include "identity/owner_roots.h"

#include <algorithm>
#include <limits>

namespace identity_rules {
namespace {

constexpr IdNumber kUnknown = std::numeric_limits<IdNumber>::max();
constexpr IdNumber kOnPath = kUnknown - 1;

// `end` is where the path arrived: at an id whose root is known, or back on itself.
IdNumber rootOfPath(std::span<const IdNumber> path, IdNumber end, std::span<const IdNumber> roots) {
    if (roots[end] != kOnPath) {
        return roots[end];
    }
    return *std::min_element(std::ranges::find(path, end), path.end());
}

}  // namespace

std::vector<IdNumber> findOwnerRoots(std::span<const IdNumber> owners) {
    std::vector<IdNumber> roots(owners.size(), kUnknown);
    std::vector<IdNumber> path;
    for (IdNumber start = 0; start < owners.size(); ++start) {
        path.clear();
        IdNumber end = start;
        for (; roots[end] == kUnknown; end = owners[end]) {
            roots[end] = kOnPath;
            path.push_back(end);
        }
        const auto root = rootOfPath(path, end, roots);
        for (const auto id : path) {
            roots[id] = root;
        }
    }
    return roots;
}

}  // namespace identity_rules
