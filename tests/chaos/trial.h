#pragma once

#include "plan.h"

#include <chrono>
#include <cstddef>
#include <string>
#include <vector>

namespace chaos {

struct TrialResult {
    std::size_t acknowledged = 0;        // requests
    std::size_t spooled = 0;             // of these
    std::size_t other = 0;               // with another reply, or none
    std::chrono::seconds until_right{};  // from the end of the traffic, after the last fault
    std::vector<std::string> problems;   // that stayed
    std::string logs;                    // when there are any
};

TrialResult runTrial(const Plan& plan);

}  // namespace chaos
