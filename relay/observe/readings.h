#pragma once

#include "observe/load.h"

#include <prometheus/metric_family.h>

#include <vector>

namespace relay {

// Metrics that nobody counts: they are read at the moment somebody asks.
std::vector<prometheus::MetricFamily> readLoad(const Load& load);

// The process under the names that Prometheus clients share. What the system does not tell is left
// out.
std::vector<prometheus::MetricFamily> readProcess();

}  // namespace relay
