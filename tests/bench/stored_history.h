#pragma once

#include "support/stack.h"

#include <array>
#include <cstdint>

namespace bench {

struct HistorySize {
    std::uint64_t events;
    std::uint64_t claims;
    std::uint64_t persons;
};

inline constexpr std::array<const char*, 2> kBackgroundViews{"resolve_claims", "fold_persons"};

// Fills a stack's tables as a long life would: events of half a year, of as many ids as two events
// each leave, a session each; the first ids have claimed others, and are persons with ten
// properties. The first of them are those of WebEvents. Finished rows of what views compute are in
// plain_persons, plain_ids and plain_sessions. The background views stand still.
void fillHistory(const test_support::Stack& stack, const HistorySize& size);

}  // namespace bench
