#include "support/terminal.h"

#include <pty.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <iterator>
#include <system_error>

namespace test_support {

namespace {

// Up to the end, which reads as an error once the last program has closed the terminal.
std::string readAll(int terminal) {
    std::string all;
    std::array<char, 4096> some{};
    for (;;) {
        const auto count = read(terminal, some.data(), some.size());
        if (count > 0) {
            all.append(some.data(), static_cast<std::size_t>(count));
        } else if (count == 0 || errno != EINTR) {
            return all;
        }
    }
}

}  // namespace

TerminalResult runOnTerminal(std::vector<std::string> command) {
    std::vector<char*> arguments;
    std::ranges::transform(command, std::back_inserter(arguments), [](std::string& word) {
        return word.data();
    });
    arguments.push_back(nullptr);
    int terminal = -1;
    const pid_t pid = forkpty(&terminal, nullptr, nullptr, nullptr);
    if (pid == -1) {
        throw std::system_error(errno, std::generic_category(), "forkpty");
    }
    if (pid == 0) {
        execv(arguments.front(), arguments.data());
        _exit(127);
    }
    TerminalResult result{-1, readAll(terminal)};
    close(terminal);
    int status = 0;
    waitpid(pid, &status, 0);
    result.exit_code = WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
    return result;
}

}  // namespace test_support
