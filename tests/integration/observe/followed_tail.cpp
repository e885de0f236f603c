#include "followed_tail.h"

#include <chrono>
#include <csignal>

namespace observe_tests {

namespace {

constexpr std::chrono::seconds kDeadline{30};
constexpr std::chrono::milliseconds kPollInterval{10};

std::vector<std::string>
commandOf(const std::string& clickhouse_url, const std::vector<std::string>& options) {
    std::vector<std::string> command{
        "/bin/sh",
        "-c",
        "exec \"$@\" 2>&1",
        "sh",
        "/usr/bin/env",
        "CLICKHOUSE_URL=" + clickhouse_url,
        RELAY_BINARY,
        "tail"};
    command.insert(command.end(), options.begin(), options.end());
    return command;
}

template <typename Condition>
bool isSoon(const Condition& condition) {
    const auto end = std::chrono::steady_clock::now() + kDeadline;
    while (!condition()) {
        if (std::chrono::steady_clock::now() > end) {
            return false;
        }
        std::this_thread::sleep_for(kPollInterval);
    }
    return true;
}

}  // namespace

FollowedTail::FollowedTail(
    const std::string& clickhouse_url,
    const std::vector<std::string>& options
)
    : process_(commandOf(clickhouse_url, options)), reader_([this] {
          for (auto some = process_.readSome(4096); !some.empty(); some = process_.readSome(4096)) {
              const std::lock_guard lock(mutex_);
              output_ += some;
          }
          const std::lock_guard lock(mutex_);
          has_ended_ = true;
      }) {
    static_cast<void>(waitFor("Ctrl-C ends it"));
}

FollowedTail::~FollowedTail() {
    if (!is_reaped_) {
        process_.signal(SIGKILL);
    }
    reader_.join();
}

bool FollowedTail::waitFor(const std::string& text) {
    return isSoon([&] { return output().find(text) != std::string::npos; });
}

std::size_t FollowedTail::count(const std::string& text) {
    const auto all = output();
    std::size_t times = 0;
    for (auto at = all.find(text); at != std::string::npos; at = all.find(text, at + 1)) {
        ++times;
    }
    return times;
}

std::string FollowedTail::output() {
    const std::lock_guard lock(mutex_);
    return output_;
}

int FollowedTail::end(int signal) {
    process_.signal(signal);
    const auto has_ended = [this] {
        const std::lock_guard lock(mutex_);
        return has_ended_;
    };
    if (!isSoon(has_ended)) {
        process_.signal(SIGKILL);
    }
    is_reaped_ = true;
    return process_.wait();
}

}  // namespace observe_tests
