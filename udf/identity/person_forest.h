#pragma once

#include "identity/id_numbers.h"

#include <utility>
#include <vector>

namespace identity_rules {

// Joins whole persons, each known by its root id. The caller says which root stays, so there is no
// balancing by size; halving paths keeps a search at O(log n) amortized all the same.
class PersonForest {
public:
    // The root of every id. A root must be its own root.
    explicit PersonForest(std::vector<IdNumber> roots) : parents_(std::move(roots)) {}

    IdNumber findRoot(IdNumber id) {
        while (parents_[id] != id) {
            parents_[id] = parents_[parents_[id]];
            id = parents_[id];
        }
        return id;
    }

    // The root of `target` stays.
    void join(IdNumber source, IdNumber target) { parents_[findRoot(source)] = findRoot(target); }

private:
    std::vector<IdNumber> parents_;
};

}  // namespace identity_rules
