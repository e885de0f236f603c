#pragma once

#include "support/golden_tables.h"
#include "support/stack.h"

#include <cstddef>
#include <cstdint>
#include <map>
#include <string>
#include <vector>

namespace golden {

// What one request left in the database.
struct StoredBatch {
    std::int64_t received_at_us = 0;
    std::vector<std::string> fallback_uuids;  // one per raw row
    // Whether the raw rows were received at one time, at positions 0, 1, 2, …
    bool is_whole = true;
    // By the table's name in the corpus: every row that came of the batch, whatever its uuid.
    std::map<std::string, std::vector<test_support::GoldenValues>> rows;
};

// All that is stored, read once. Requests must have come one after another, so that receive times
// tell them apart.
class StoredBatches {
public:
    explicit StoredBatches(const test_support::Stack& stack);

    [[nodiscard]] std::size_t count() const { return batches_.size(); }

    // One without rows, where there is no such batch.
    [[nodiscard]] StoredBatch batch(const std::string& id) const;

private:
    std::map<std::string, StoredBatch> batches_;  // by batch id
};

}  // namespace golden
