#pragma once

#include "clickhouse/client.h"
#include "delivery/delivery_policy.h"
#include "delivery/outage.h"
#include "observe/log.h"
#include "observe/metrics.h"
#include "spool/spool.h"

#include <cstdint>
#include <string>

namespace relay {

// A spool, and how its groups are completed.
struct Spooling {
    Spool* spool = nullptr;       // null: none
    std::string normalize_event;  // the function of the event rules
};

// Sends one spooled group at a time. One per thread; not thread-safe.
//
// An attempt of an earlier time, even of a relay that was killed, may have stored the rows, longer
// ago than ClickHouse remembers tokens. So raw_events is asked before each attempt but the first.
// Where it has the rows, an insert may have ended there: what follows from them is stored once
// more. Where an insert was skipped and the rows are still not there, a kill has cut the attempt
// that noted the token, and the group gets another one.
class SpoolSender {
public:
    SpoolSender(
        ClickHouseClient& client,
        Metrics& metrics,
        Log& log,
        const Spooling& spooling,
        Outage& outage,
        const DeliveryPolicy& policy
    );

    void send(const SpoolItem& item);

private:
    enum class State : std::uint8_t { kStored, kInPart, kMissing };
    using Outcome = tl::expected<State, ClickHouseError>;

    using Step = tl::expected<void, ClickHouseError>;

    Outcome deliver(const SpoolItem& item);
    Step insert(const SpoolItem& item);
    Step complete(const SpoolItem& item);
    Outcome find(const SpoolItem& item);
    void end(const SpoolItem& item, State state);
    void tellError(const SpoolItem& item, const ClickHouseError& error);

    ClickHouseClient& client_;
    Metrics& metrics_;
    Log& log_;
    const Spooling& spooling_;
    Outage& outage_;
    const DeliveryPolicy& policy_;
};

}  // namespace relay
