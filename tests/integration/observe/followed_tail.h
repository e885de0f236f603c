#pragma once

#include "support/child_process.h"

#include <cstddef>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

namespace observe_tests {

// A `relay tail` of this ClickHouse that has begun. Its output and errors are one text.
class FollowedTail {
public:
    FollowedTail(const std::string& clickhouse_url, const std::vector<std::string>& options);
    ~FollowedTail();
    FollowedTail(const FollowedTail&) = delete;
    FollowedTail& operator=(const FollowedTail&) = delete;

    // False when it has not come after half a minute.
    [[nodiscard]] bool waitFor(const std::string& text);

    // How often the text came.
    [[nodiscard]] std::size_t count(const std::string& text);

    [[nodiscard]] std::string output();

    // Its exit code; 137 when it does not end within half a minute.
    int end(int signal);

private:
    test_support::ChildProcess process_;
    std::mutex mutex_;
    std::string output_;
    bool has_ended_ = false;
    bool is_reaped_ = false;
    std::thread reader_;
};

}  // namespace observe_tests
