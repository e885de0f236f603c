#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace relay {

struct ConnectionLoad {
    std::size_t open = 0;
    std::size_t serving = 0;  // a request: its head has been read, its reply is not sent
    std::size_t limit = 0;
};

struct DeliveryLoad {
    std::size_t queued_requests = 0;  // they wait for a group
    std::size_t queued_bytes = 0;     // of rows
    std::size_t groups_in_flight = 0;
};

struct MemoryLoad {
    std::size_t used_bytes = 0;
    std::size_t limit_bytes = 0;
};

struct SpoolLoad {
    std::size_t groups = 0;
    std::uint64_t bytes = 0;
    std::uint64_t limit_bytes = 0;  // 0 without a spool
    std::size_t damaged_groups = 0;
    double oldest_seconds = 0;  // since its oldest group was written
};

struct BackgroundView {
    std::string name;
    double age_seconds = 0;  // since its last turn that succeeded
};

// What ClickHouse does by itself.
struct BackgroundWork {
    std::vector<BackgroundView> views;
    std::size_t broken_parts = 0;  // it could not read them, and set them aside
};

// How busy the relay is at one moment. Each part comes from the object that bounds it.
struct Load {
    ConnectionLoad connections;
    DeliveryLoad delivery;
    MemoryLoad memory;
    SpoolLoad spool;
    std::optional<BackgroundWork> background;  // as far as ClickHouse tells
};

}  // namespace relay
