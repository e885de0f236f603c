#pragma once

#include "support/stack.h"

#include <string>
#include <vector>

namespace maintain_tests {

// A person of four ids, all of which begin with "gone-", beside others: with claims of each kind,
// one of somebody else that does not count, rejected events, warnings and properties. Settled.
void tellOfErasedPerson(const test_support::Stack& stack);

// An event of that person.
inline constexpr const char* kErasedEvent =
    R"({"event":"late","distinct_id":"gone-anon","$set":{"k":"v"},"timestamp":"never"})";

// All rows of all tables in which nothing of that person stands, and none of these texts, one by
// one, once all is settled.
std::string
othersThan(const test_support::Stack& stack, const std::vector<std::string>& more_signs = {});

// The tables in which a text or a hash of that person's ids stands, a line each, but for the one
// that keeps the hashes.
std::string tablesWithErased(const test_support::Stack& stack);

// Rows of suppressed ids in all tables, by the query that the command prints.
std::string proof(const test_support::Stack& stack, const std::string& output);

}  // namespace maintain_tests
