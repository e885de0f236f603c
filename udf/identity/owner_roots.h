#pragma once

#include "identity/id_numbers.h"

#include <span>
#include <vector>

namespace identity_rules {

// Follows owners to the end, for every id: `owners` holds the owner of each, and of an unowned id
// the id itself. Ids that lead into a cycle have its smallest id as root. Linear, no recursion.
std::vector<IdNumber> findOwnerRoots(std::span<const IdNumber> owners);

}  // namespace identity_rules
