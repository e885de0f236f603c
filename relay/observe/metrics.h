#pragma once

#include "event_rules/reject_reason.h"
#include "ingest/rejection.h"

#include <chrono>
#include <cstddef>
#include <memory>
#include <string>
#include <string_view>

namespace relay {

// The relay's Prometheus metrics. Thread-safe.
class Metrics {
public:
    Metrics();
    ~Metrics();

    void countRequest(std::string_view route, int status);
    void countRefusal(Rejection rejection);
    void countIngested(std::size_t events);
    void countRejected(event_rules::RejectReason reason);
    void countBodyBytes(std::size_t bytes);
    void
    observeGroup(std::size_t requests, std::size_t events, std::chrono::duration<double> duration);
    void countRetry();
    void countClickHouseError(int code);

    // Prometheus text format, version 0.0.4.
    [[nodiscard]] std::string expose() const;

private:
    class Impl;
    std::unique_ptr<Impl> impl_;
};

}  // namespace relay
