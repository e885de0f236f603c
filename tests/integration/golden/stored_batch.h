#pragma once

#include "support/golden_tables.h"
#include "support/stack.h"

#include <cstddef>
#include <cstdint>
#include <vector>

namespace golden {

// What one request left in the database. Requests must come one after another, so that receive
// times tell them apart.
class StoredBatch {
public:
    // Reads the raw rows that were received after `watermark_us`; none after a refusal.
    StoredBatch(const test_support::Stack& stack, std::int64_t watermark_us);

    [[nodiscard]] std::size_t rawRows() const { return fallback_uuids_.size(); }

    // Whether the rows are of one batch, received at one time, at positions 0, 1, 2, …
    [[nodiscard]] bool isWhole() const { return is_whole_; }

    [[nodiscard]] test_support::Reception reception(std::int64_t now_us) const {
        return {now_us, received_at_us_, fallback_uuids_};
    }

    // Every row of the table that came of the batch, whatever its uuid.
    [[nodiscard]] std::vector<test_support::GoldenValues> rows(
        const test_support::GoldenTable& table
    ) const;

private:
    const test_support::Stack& stack_;
    std::int64_t received_at_us_;
    std::vector<std::string> fallback_uuids_;
    bool is_whole_ = true;
};

}  // namespace golden
