#pragma once

#include <cstddef>

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

// How busy the relay is at one moment. Each part comes from the object that bounds it.
struct Load {
    ConnectionLoad connections;
    DeliveryLoad delivery;
    MemoryLoad memory;
};

}  // namespace relay
