#pragma once

#include "clickhouse/client.h"
#include "delivery/delivery_policy.h"
#include "delivery/spool_sender.h"
#include "ingest/raw_rows.h"
#include "ingest/rejection.h"
#include "observe/load.h"

#include <tl/expected.hpp>

#include <memory>

namespace relay {

class Log;
class Metrics;

// Group commit: requests that wait at the same time share one INSERT into raw_events and are
// answered together. Thread-safe. Holds the rows only while a caller waits for them. Retries,
// deadlines, splitting of a refused group: see GroupSender. With a spool, rows are acknowledged
// once it has them, too; SpoolSender sends them, a few groups at a time.
class GroupCommitter {
public:
    GroupCommitter(
        ClickHouseClient& client,
        Metrics& metrics,
        Log& log,
        const DeliveryPolicy& policy = {},
        const Spooling& spooling = {}
    );

    // Refuses new rows with kDraining, ends the work in hand (after a failure now comes one last
    // attempt), joins the threads.
    ~GroupCommitter();

    // Returns when ClickHouse has committed the rows, or the spool has them. Errors:
    // kClickHouseUnavailable (at the policy's deadline at the latest; the rows may be stored all
    // the same), kClickHouseRefused, kDraining, kInternalError.
    tl::expected<StoredIn, Rejection> commit(RawRows rows);

    [[nodiscard]] DeliveryLoad load() const;

private:
    class Impl;
    std::unique_ptr<Impl> impl_;
};

}  // namespace relay
