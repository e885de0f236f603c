#pragma once

#include "support/golden_tables.h"

#include <cstddef>
#include <map>
#include <string>
#include <vector>

namespace golden {

// What the scanner and the normalizer, without relay and database, make of one request.
struct NormalizedBatch {
    int status = 0;
    std::string reply;                                                    // empty for a refusal
    std::map<std::string, std::vector<test_support::GoldenValues>> rows;  // by table

    // Positions at which the scanner and the normalizer gave different verdicts.
    std::vector<std::size_t> disagreements;
};

NormalizedBatch normalizeRequest(
    const test_support::GoldenRequest& request,
    const test_support::Reception& reception
);

}  // namespace golden
