#pragma once

#include "support/child_process.h"

#include <sys/types.h>

#include <map>
#include <memory>
#include <string>

namespace test_support {

// A relay in a process of its own, listening on a free loopback port when start() returns. It dies
// with the thread that started it. Not thread-safe.
class RelayProcess {
public:
    // Variables that are not given are unset, not inherited. `log_file` collects stderr over all
    // starts.
    RelayProcess(std::map<std::string, std::string> environment, std::string log_file);

    // Throws std::runtime_error with the log when the relay does not start. Later starts take the
    // same port.
    void start();

    // A variable for the next start.
    void set(const std::string& name, const std::string& value) { environment_[name] = value; }

    // Sends SIGTERM and waits; the exit code.
    int stop();

    void kill9();

    [[nodiscard]] const std::string& url() const { return url_; }

    [[nodiscard]] pid_t pid() const { return process_->pid(); }

    [[nodiscard]] std::string log() const;

private:
    void readUrl();

    std::map<std::string, std::string> environment_;
    std::string log_file_;
    std::string url_;
    std::unique_ptr<ChildProcess> process_;
};

}  // namespace test_support
