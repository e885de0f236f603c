#pragma once

#include "config/config.h"
#include "http/batch_handler.h"
#include "http/limits.h"
#include "http/ready_handler.h"
#include "observe/load.h"
#include "observe/metrics.h"

#include <chrono>
#include <functional>
#include <memory>
#include <string>

namespace relay {

class Log;

// The relay's HTTP side: listens, routes, drains. What it stores into and asks for readiness and
// load are functions.
class RelayServer {
public:
    struct Backend {
        CommitRows commit;
        ReadinessCheck find_missing;
        std::function<DeliveryLoad()> load;
    };

    // Binds the port. Throws std::runtime_error with one clear line if that fails. Keeps the
    // references.
    RelayServer(
        const Config& config,
        Backend backend,
        Metrics& metrics,
        Log& log,
        const ReceiveLimits& limits = {}
    );
    ~RelayServer();

    void start();

    // http://HOST:PORT with the real port.
    [[nodiscard]] std::string url() const;

    // Stops accepting, lets requests in flight finish, and ends all connections. False: some were
    // still busy at the deadline, and have been cut.
    bool drain(std::chrono::milliseconds deadline);

private:
    class Impl;
    std::unique_ptr<Impl> impl_;
};

}  // namespace relay
