#pragma once

#include "batches.h"

#include "support/stack.h"

#include <string>
#include <vector>

namespace chaos {

// What is not as it must be, a line each: acknowledged events that are lost, rows that are there
// twice, tables that do not follow from the raw events, persons that the reference does not know.
std::vector<std::string> findProblems(
    const test_support::Stack& stack,
    const Batches& batches,
    const std::vector<identity_tests::HistoricEvent>& history
);

}  // namespace chaos
