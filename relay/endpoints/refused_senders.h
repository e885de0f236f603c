#pragma once

#include "observe/log.h"

#include <chrono>
#include <cstddef>
#include <functional>
#include <map>
#include <mutex>
#include <string>
#include <string_view>
#include <vector>

namespace relay {

enum class SenderKind { kOrigin, kKey };

struct RefusedSender {
    SenderKind kind;
    std::string name;
    std::size_t times;
};

// Who was refused within the last minute, by origin or by key: the commonest mistake is an origin
// that is not listed, and a browser does not tell its user why. Origins are named in the log, with
// what to add, each at most once a minute. Keeps no more of them than somebody would read.
// Thread-safe.
class RefusedSenders {
public:
    using Clock = std::function<std::chrono::steady_clock::time_point()>;

    explicit RefusedSenders(Log& log, Clock now = std::chrono::steady_clock::now);

    void noteOrigin(std::string_view origin);
    void noteKey(std::string_view key);

    // By kind and name.
    std::vector<RefusedSender> recent();

private:
    struct Refusals {
        std::size_t times = 0;
        std::chrono::steady_clock::time_point named_at;
        std::chrono::steady_clock::time_point latest_at;
    };

    // True: nobody was told within the last minute.
    bool note(SenderKind kind, std::string_view name);
    void forgetOld();

    Log& log_;
    Clock now_;
    std::mutex mutex_;
    std::map<SenderKind, std::map<std::string, Refusals, std::less<>>> refused_;
};

}  // namespace relay
