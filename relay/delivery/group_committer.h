#pragma once

#include "clickhouse/client.h"
#include "delivery/raw_rows.h"
#include "ingest/rejection.h"

#include <tl/expected.hpp>

#include <memory>

namespace relay {

class Log;
class Metrics;

// Group commit (design §11): requests that wait at the same time share one INSERT into raw_events and are
// answered together. Thread-safe. Holds the rows only while a caller waits for them.
class GroupCommitter {
public:
    GroupCommitter(ClickHouseClient& client, Metrics& metrics, Log& log);

    // Refuses new rows with kDraining, ends the work in hand, joins the threads.
    ~GroupCommitter();

    // Returns when ClickHouse has committed the rows. Errors: kClickHouseUnavailable, kClickHouseRefused
    // (both after the retries of the policy), kDraining.
    tl::expected<void, Rejection> commit(RawRows rows);

private:
    class Impl;
    std::unique_ptr<Impl> impl_;
};

}  // namespace relay
