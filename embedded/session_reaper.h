#pragma once

#include "session_connection.h"
#include "session_table.h"

#include <chrono>
#include <condition_variable>
#include <mutex>
#include <stop_token>
#include <thread>

namespace embedded {

// A connection is made for a session once a statement is to be remembered.
using Sessions = SessionTable<SessionConnection>;

// Frees sessions soon after their time is over.
class SessionReaper {
public:
    // Keeps the reference.
    explicit SessionReaper(Sessions& sessions)
        : thread_([&sessions](const std::stop_token& stop) { run(sessions, stop); }) {}

private:
    static void run(Sessions& sessions, const std::stop_token& stop) {
        std::mutex mutex;
        std::condition_variable_any stopped;
        std::unique_lock lock(mutex);
        while (!stopped.wait_for(lock, stop, std::chrono::seconds(1), [] { return false; }) &&
               !stop.stop_requested()) {
            sessions.expire(std::chrono::steady_clock::now());
        }
    }

    std::jthread thread_;
};

}  // namespace embedded
