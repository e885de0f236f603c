#pragma once

#include "unit/identity/claim_set.h"

#include <random>

namespace identity_tests {

// 0 to limit - 1.
int below(int limit, std::mt19937_64& random);

// Up to 23 claims of few ids, times and uuids, so that they meet, tie and repeat.
ClaimSet randomClaims(std::mt19937_64& random);

}  // namespace identity_tests
