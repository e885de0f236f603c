#pragma once

#include <csignal>

#include <chrono>

namespace relay {

// SIGINT and SIGTERM as something to wait for. Create it before any thread, so that all of them
// inherit the blocked signals. Ignores SIGPIPE: a client that leaves is no reason to die.
class ShutdownSignal {
public:
    ShutdownSignal();

    // True: the signal has come. Once come, it stays.
    bool waitFor(std::chrono::milliseconds timeout);

    void wait();

private:
    sigset_t signals_{};
    bool has_come_ = false;
};

}  // namespace relay
