#pragma once

#include "ingest/raw_rows.h"
#include "ingest/rejection.h"

#include <tl/expected.hpp>

#include <chrono>
#include <condition_variable>
#include <optional>

namespace relay {

using DeliveryClock = std::chrono::steady_clock;
using DeliveryResult = tl::expected<StoredIn, Rejection>;

// A request whose caller waits for the commit, but no longer than its deadline. Whoever delivers it
// shares it, and may answer it when its caller has left.
struct PendingRequest {
    RawRows rows;
    DeliveryClock::time_point arrived;
    DeliveryClock::time_point deadline;
    std::optional<DeliveryResult> result;  // guarded by the queue's mutex, as is the waiting
    std::condition_variable answered;
};

}  // namespace relay
