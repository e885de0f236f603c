#pragma once

#include "clickhouse/client.h"
#include "delivery/outage.h"

#include <cstddef>

namespace relay {

class Log;

// An attempt for so many requests failed: a line, when that begins an outage.
void tellFailure(
    Log& log,
    const ClickHouseClient& client,
    Outage::Insert& insert,
    std::size_t requests,
    const ClickHouseError& error
);

// An attempt succeeded: a line, when that ends an outage.
void tellSuccess(Log& log, const ClickHouseClient& client, Outage::Insert& insert);

}  // namespace relay
