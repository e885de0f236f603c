#pragma once

#include <sys/types.h>

#include <cstdint>
#include <map>
#include <string>
#include <vector>

namespace test_support {

// Every member has an initializer, so that tests may name only some.
struct EmbeddedOptions {
    std::string path{};               // empty: a temporary folder, removed at the end
    std::string user_scripts_path{};  // where the executables of functions are
    std::string functions{};          // glob of executable function XML files
    std::string user = "default";
    std::string password{};
    std::uint16_t port = 0;
    std::map<std::string, std::string> environment{};  // of the process, beside the test's own
};

// A clickhouse_embedded process, ready when the constructor returns, and gone when the destructor
// does. It also dies with the thread that started it. Throws std::runtime_error with the process's
// stderr when it does not start.
class EmbeddedClickHouse {
public:
    explicit EmbeddedClickHouse(EmbeddedOptions options = {});
    ~EmbeddedClickHouse();
    EmbeddedClickHouse(const EmbeddedClickHouse&) = delete;
    EmbeddedClickHouse& operator=(const EmbeddedClickHouse&) = delete;

    // "http://127.0.0.1:PORT"
    [[nodiscard]] std::string url() const;

    [[nodiscard]] std::uint16_t port() const { return options_.port; }

    [[nodiscard]] const std::string& path() const { return options_.path; }

    [[nodiscard]] pid_t pid() const { return pid_; }

    // Sends SIGTERM and waits; the exit code, or -1 if it did not exit by itself.
    int stop();

    // SIGKILL.
    void kill9();

    // Has it died by itself?
    [[nodiscard]] bool isDead() const;

    // Starts again on the same folder and port, after stop() or kill9().
    void restart();

    // What the process wrote to stderr so far, over all starts.
    [[nodiscard]] std::string errors() const;

private:
    void start();
    int wait(int signal);
    [[nodiscard]] std::vector<std::string> arguments() const;

    [[nodiscard]] std::string errorFile() const { return scratch_ + "/stderr"; }

    EmbeddedOptions options_;
    std::string scratch_;
    pid_t pid_ = -1;
};

}  // namespace test_support
