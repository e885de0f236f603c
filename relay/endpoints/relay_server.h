#pragma once

#include "config/config.h"
#include "endpoints/access.h"
#include "endpoints/batch_request.h"
#include "endpoints/client_budgets.h"
#include "endpoints/client_ip.h"
#include "endpoints/live.h"
#include "endpoints/memory_budget.h"
#include "endpoints/ready.h"
#include "endpoints/refused_senders.h"
#include "endpoints/router.h"
#include "http/limits.h"
#include "http/server.h"
#include "observe/load.h"
#include "observe/metrics.h"

#include <chrono>
#include <cstddef>
#include <functional>
#include <string>

namespace relay {

class Log;

// Of bodies and rows that all requests hold together, unless one of the largest kind needs more.
inline constexpr std::size_t kBufferedBytes = std::size_t{256} * 1024 * 1024;

// The relay's HTTP side: the routes, and what their endpoints share. What it stores into and asks
// for readiness and load are functions.
class RelayServer {
public:
    struct Backend {
        CommitRows commit;
        ReadinessCheck find_missing;
        std::function<DeliveryLoad()> load;
        std::function<SpoolLoad()> spool = [] { return SpoolLoad(); };
        std::function<std::optional<BackgroundWork>()> background = [] { return std::nullopt; };
        RecentEvents recent_events = [] { return "[]"; };
    };

    // Binds the port. Throws std::runtime_error with one clear line if that fails. Keeps the
    // references.
    RelayServer(
        const Config& config,
        Backend backend,
        Metrics& metrics,
        Log& log,
        const http::Limits& limits = {}
    );

    void start() { server_.start(router_); }

    // http://HOST:PORT with the real port.
    [[nodiscard]] std::string url() const { return server_.url(); }

    // Stops accepting, lets requests in flight finish, and ends all connections. False: some were
    // still busy at the deadline, and have been cut.
    bool drain(std::chrono::milliseconds deadline) { return server_.drain(deadline); }

private:
    [[nodiscard]] ConnectionLoad connectionLoad() const;

    AccessPolicy access_;
    ClientIp client_ip_;
    MemoryBudget budget_;
    ClientBudgets client_budgets_;
    EventRate event_rate_;
    ReceiveClock receive_clock_;
    RefusedSenders refused_senders_;
    Router router_;
    http::Server server_;
    BatchServices batch_services_;
};

}  // namespace relay
