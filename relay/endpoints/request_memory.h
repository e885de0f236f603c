#pragma once

#include "endpoints/memory_budget.h"

#include <cstddef>
#include <memory>
#include <utility>

namespace relay {

// What one request holds of its client's budget, by how long it holds it.
struct RequestMemory {
    explicit RequestMemory(std::shared_ptr<MemoryBudget> client)
        : budget(std::move(client)), body(*budget), rows(*budget) {}

    // What the rows can ever get beside the body.
    [[nodiscard]] std::size_t mostForRows() const { return budget->limit() - body.held(); }

    std::shared_ptr<MemoryBudget> budget;
    MemoryReservation body;  // the text, and what the scan found in it: until the rows are made
    MemoryReservation rows;  // until they are committed
};

}  // namespace relay
