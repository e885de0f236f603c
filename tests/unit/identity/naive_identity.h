#pragma once

#include "unit/identity/claim_set.h"

#include <string>
#include <vector>

namespace identity_tests {

// Design §8 sentence by sentence, as slow as it comes out: what the real one is compared with.
Roots naiveRootsOf(const std::vector<Claim>& claims);
std::vector<std::string> naiveVerdictsOf(const std::vector<Claim>& claims);

}  // namespace identity_tests
