#pragma once

#include <chrono>
#include <cstddef>

// Bounds that keep one client, or many, from taking the relay's memory or its threads.
namespace relay {

// How fast a client has to send. A struct, so that tests need not wait.
struct ReceiveLimits {
    std::chrono::milliseconds head_time{10'000};
    std::chrono::milliseconds body_time{60'000};
    // A body may fall behind its rate, or stall, for so long.
    std::chrono::milliseconds stall_time{5'000};
    std::size_t body_bytes_per_second = std::size_t{16} * 1024;
};

}  // namespace relay

namespace relay::limits {

inline constexpr std::size_t kHeadBytes = std::size_t{256} * 1024;  // Poco bounds fields and values
inline constexpr int kConnections = 1000;
inline constexpr int kThreads = 1024;  // the rest refuses what is over kConnections
inline constexpr std::size_t kBufferedBytes = std::size_t{256} * 1024 * 1024;

inline constexpr std::chrono::seconds kIdleTimeout{65};  // longer than usual proxies keep theirs
inline constexpr std::chrono::seconds kSendTimeout{30};

// After a reply that leaves unread bytes: read on for so long, or else the client's system may
// throw the reply away together with the connection (RFC 9112 section 9.6). Enough for the usual
// client, which sends its whole body before it looks for a reply.
inline constexpr std::size_t kLingerBytes = std::size_t{32} * 1024 * 1024;
inline constexpr std::chrono::seconds kLingerTimeout{2};
inline constexpr std::chrono::milliseconds kRefusalLingerTimeout{50};

}  // namespace relay::limits
