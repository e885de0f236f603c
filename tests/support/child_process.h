#pragma once

#include <sys/types.h>

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace test_support {

// A started program with pipes on its stdin, stdout and stderr. Killed and reaped at the latest
// when destroyed. One thread may write while another one reads; SIGPIPE is ignored in the whole
// test program from then on.
class ChildProcess {
public:
    // The program's path, then its arguments. Throws std::system_error if it cannot be started.
    explicit ChildProcess(const std::vector<std::string>& command);
    ~ChildProcess();
    ChildProcess(const ChildProcess&) = delete;
    ChildProcess& operator=(const ChildProcess&) = delete;

    [[nodiscard]] pid_t pid() const { return pid_; }

    // False once the child no longer reads.
    bool write(std::string_view bytes);
    void closeInput();
    // Up to `limit` bytes of stdout as soon as there are any; empty at its end.
    std::string readSome(std::size_t limit);
    // `size` bytes of stdout, fewer only at its end.
    std::string readExactly(std::size_t size);
    std::string readOutput();
    std::string readErrors();
    void signal(int number) const;
    // The exit code, or 128 + the signal that ended it.
    int wait();

private:
    pid_t pid_ = -1;
    int input_ = -1;
    int output_ = -1;
    int errors_ = -1;
    int exit_code_ = -1;
    bool is_reaped_ = false;
};

struct ProcessResult {
    int exit_code;
    std::string output;
    std::string errors;
};

// Runs a program to its end with `input` on stdin.
ProcessResult runProcess(const std::vector<std::string>& command, std::string_view input);

}  // namespace test_support
