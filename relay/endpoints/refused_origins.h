#pragma once

#include "observe/log.h"

#include <chrono>
#include <functional>
#include <map>
#include <mutex>
#include <string>
#include <string_view>

namespace relay {

// Names refused origins in the log, with what to add: the commonest mistake is an origin that is
// not listed, and a browser does not tell its user why. Each one at most once a minute, and not
// more of them than somebody would read. Thread-safe.
class RefusedOrigins {
public:
    using Clock = std::function<std::chrono::steady_clock::time_point()>;

    explicit RefusedOrigins(Log& log, Clock now = std::chrono::steady_clock::now);

    void note(std::string_view origin);

private:
    bool isDue(std::string_view origin);

    Log& log_;
    Clock now_;
    std::mutex mutex_;
    std::map<std::string, std::chrono::steady_clock::time_point, std::less<>> named_at_;
};

}  // namespace relay
