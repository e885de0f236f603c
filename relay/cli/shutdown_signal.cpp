#include "cli/shutdown_signal.h"

#include <ctime>

namespace relay {

namespace {

constexpr std::chrono::hours kLong{1};

}  // namespace

ShutdownSignal::ShutdownSignal() {
    sigemptyset(&signals_);
    sigaddset(&signals_, SIGINT);
    sigaddset(&signals_, SIGTERM);
    pthread_sigmask(SIG_BLOCK, &signals_, nullptr);
    std::signal(SIGPIPE, SIG_IGN);
}

bool ShutdownSignal::waitFor(std::chrono::milliseconds timeout) {
    const auto seconds = std::chrono::floor<std::chrono::seconds>(timeout);
    timespec time{};
    time.tv_sec = seconds.count();
    time.tv_nsec = std::chrono::nanoseconds(timeout - seconds).count();
    has_come_ = has_come_ || sigtimedwait(&signals_, nullptr, &time) > 0;
    return has_come_;
}

void ShutdownSignal::wait() {
    while (!waitFor(kLong)) {
    }
}

}  // namespace relay
