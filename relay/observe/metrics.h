#pragma once

#include "event_rules/reject_reason.h"
#include "ingest/rejection.h"
#include "observe/load.h"

#include <chrono>
#include <cstddef>
#include <memory>
#include <string>
#include <string_view>

namespace relay {

// A commit group that ClickHouse has stored.
struct CommittedGroup {
    std::size_t requests;
    std::size_t events;
    std::size_t bytes;                       // of rows
    std::chrono::duration<double> duration;  // since its oldest request arrived
};

// The relay's Prometheus metrics (docs/monitoring.md lists them). Thread-safe.
class Metrics {
public:
    Metrics();
    ~Metrics();

    void countRequest(std::string_view route, int status);
    void countRefusal(Rejection rejection);
    void countIngested(std::size_t events);
    void countRejected(event_rules::RejectReason reason);

    // Of a request's body, as sent.
    void countBodyBytes(std::size_t bytes);
    void countInflatedBytes(std::size_t bytes);
    void observeGroup(const CommittedGroup& group);
    void countRetry();
    void countClickHouseError(int code);

    // Prometheus text format, version 0.0.4: what was counted, and how busy relay and process are.
    [[nodiscard]] std::string expose(const Load& load) const;

private:
    class Impl;
    std::unique_ptr<Impl> impl_;
};

}  // namespace relay
