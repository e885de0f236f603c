#pragma once

#include <chrono>
#include <cstddef>

namespace http {

// How fast a client has to send, and how much of a head it may.
struct ReceiveLimits {
    std::chrono::milliseconds idle_time{65'000};  // longer than usual proxies keep theirs
    std::chrono::milliseconds head_time{10'000};
    std::chrono::milliseconds body_time{60'000};
    // A body may fall behind its rate, or stall, for so long.
    std::chrono::milliseconds stall_time{5'000};
    std::size_t body_bytes_per_second = std::size_t{16} * 1024;
    std::size_t head_bytes = std::size_t{256} * 1024;
};

// What keeps one client, or many, from taking a server's memory or its threads.
struct Limits {
    ReceiveLimits receive;
    std::chrono::milliseconds send_time{30'000};
    std::size_t connections = 1200;
    std::size_t connections_per_address = 1000;  // the rest is for others
    std::size_t spare_threads = 24;  // beside one for each connection: they refuse what is too much
};

}  // namespace http
