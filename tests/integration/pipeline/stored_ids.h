#pragma once

#include "support/stack.h"

#include <string>
#include <vector>

namespace pipeline {

using Uuids = std::vector<std::string>;

// The uuids in each table, sorted, as often as they stand there. Without FINAL: a second copy would
// show.
struct StoredIds {
    explicit StoredIds(const test_support::Stack& stack);

    Uuids raw;
    Uuids events;
    Uuids rejected;
};

// Empty when every wanted uuid stands exactly once in `stored`, and nothing there stands twice.
// `stored` may hold others: what was sent but never acknowledged.
std::string describeLossOrCopies(Uuids wanted, const Uuids& stored);

}  // namespace pipeline
