#pragma once

#include "support/stack.h"

#include <cstdint>

namespace bench {

struct HistorySize {
    std::uint64_t events;
    std::uint64_t claims;
    std::uint64_t persons;
};

// Fills a stack's tables as a long life would: events of half a year, of as many ids as four events
// each leave, the first ids claimed by others; persons with ten properties each; and, as
// plain_persons, the same persons as a table of finished rows.
void fillHistory(const test_support::Stack& stack, const HistorySize& size);

}  // namespace bench
