#pragma once

#include "clickhouse/client.h"
#include "upkeep/doctor/finding.h"

#include <string>

namespace relay {

// What a failed question means, and what to do.
Finding explainFailure(const std::string& subject, const ClickHouseError& error);

// The same of a function of the rules that was called.
Finding explainFunction(
    const std::string& function,
    NormalizerKind normalizer,
    const ClickHouseError& error
);

// It was not ClickHouse that answered, so nothing else can be asked.
bool isOutOfReach(const ClickHouseError& error);

// ClickHouse's codes that the checks tell apart.
inline constexpr int kUnknownFunction = 46;
inline constexpr int kAccessDenied = 497;

}  // namespace relay
