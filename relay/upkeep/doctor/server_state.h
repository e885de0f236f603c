#pragma once

#include "upkeep/doctor/finding.h"
#include "upkeep/scripts/tab_separated.h"

#include <chrono>
#include <string>
#include <vector>

namespace relay {

// What the answers of a server mean. Pure.

Finding judgeVersion(const std::string& version);

// Positive: the server's clock is ahead.
Finding judgeClock(std::chrono::microseconds difference);

// Rows: name, free bytes, all bytes.
Finding judgeDisks(const std::vector<Row>& disks);

// At most one row: table, partition, its parts, the parts from which inserts wait, and fail.
Finding judgeParts(const std::vector<Row>& partitions);

}  // namespace relay
