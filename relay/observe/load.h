#pragma once

#include <cstddef>
#include <cstdint>

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

// How busy the relay is at one moment. Each part comes from the object that bounds it.
struct Load {
    ConnectionLoad connections;
    DeliveryLoad delivery;
    MemoryLoad memory;
    SpoolLoad spool;
};

}  // namespace relay
