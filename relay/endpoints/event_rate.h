#pragma once

#include "config/config.h"
#include "observe/log.h"

#include <chrono>
#include <cstddef>
#include <functional>
#include <mutex>
#include <optional>
#include <string>
#include <unordered_map>

namespace relay {

// Holds each pair of api key and client network to MAX_EVENTS_PER_SECOND, which is not 0. Each has
// a token bucket that holds what one second allows and may be overdrawn by one batch, so that a
// batch of any size is taken in the end, and waited for. Memory is bounded: once so many buckets
// are not full, all new pairs share one. Thread-safe.
class EventRate {
public:
    using Clock = std::function<std::chrono::steady_clock::time_point()>;

    // Keeps the references.
    EventRate(const Config& config, Log& log, Clock now = std::chrono::steady_clock::now);

    // Takes the events of a batch; or takes none, and says after how long a batch is taken again:
    // at least a second. Names who comes too fast in the log, once a minute.
    std::optional<std::chrono::seconds>
    take(const std::string& api_key, const std::string& client_ip, std::size_t events);

    // Of a batch that was taken and is not stored after all: it will come again.
    void giveBack(const std::string& api_key, const std::string& client_ip, std::size_t events);

private:
    struct Bucket {
        double tokens;  // events; negative while overdrawn
        std::chrono::steady_clock::time_point at;
    };

    Bucket& find(const std::string& holder, std::chrono::steady_clock::time_point now);
    [[nodiscard]] double tokensAt(const Bucket& bucket, std::chrono::steady_clock::time_point now)
        const;
    void logRefusal(const std::string& client_ip, std::chrono::steady_clock::time_point now);

    const Config& config_;
    const double per_second_;
    Log& log_;
    const Clock now_;
    std::mutex mutex_;
    std::unordered_map<std::string, Bucket> buckets_;
    std::chrono::steady_clock::time_point next_cleanup_{};
    std::size_t refused_ = 0;  // since the last line in the log
    std::optional<std::chrono::steady_clock::time_point> logged_at_;
};

}  // namespace relay
