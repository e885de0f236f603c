#include "relay_program.h"

#include <fcntl.h>
#include <poll.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <csignal>
#include <stdexcept>

namespace component {

namespace {

constexpr int kOutputTimeoutMs = 20'000;

std::vector<char*> pointersTo(std::vector<std::string>& texts) {
    std::vector<char*> pointers;
    for (auto& text : texts) {
        pointers.push_back(text.data());
    }
    pointers.push_back(nullptr);
    return pointers;
}

}  // namespace

RelayProgram::RelayProgram(
    const std::vector<std::string>& arguments,
    const std::map<std::string, std::string>& environment
) {
    std::array<int, 2> ends{};
    if (pipe2(ends.data(), O_CLOEXEC) != 0) {
        throw std::runtime_error("no pipe");
    }
    std::vector<std::string> argument_texts{RELAY_EXECUTABLE};
    argument_texts.insert(argument_texts.end(), arguments.begin(), arguments.end());
    std::vector<std::string> environment_texts;
    for (const auto& [name, value] : environment) {
        environment_texts.push_back(name + "=" + value);
    }
    posix_spawn_file_actions_t actions;
    posix_spawn_file_actions_init(&actions);
    posix_spawn_file_actions_adddup2(&actions, ends[1], STDOUT_FILENO);
    posix_spawn_file_actions_adddup2(&actions, ends[1], STDERR_FILENO);
    const int failed = posix_spawn(
        &pid_,
        RELAY_EXECUTABLE,
        &actions,
        nullptr,
        pointersTo(argument_texts).data(),
        pointersTo(environment_texts).data()
    );
    posix_spawn_file_actions_destroy(&actions);
    close(ends[1]);
    pipe_ = ends[0];
    if (failed != 0) {
        throw std::runtime_error("cannot start the relay");
    }
}

RelayProgram::~RelayProgram() {
    if (pid_ > 0) {
        kill(pid_, SIGKILL);
        waitpid(pid_, nullptr, 0);
    }
    close(pipe_);
}

std::uint16_t RelayProgram::waitForPort() {
    const std::string marker = "listening on http://127.0.0.1:";
    for (;;) {
        const auto start = output_.find(marker);
        if (start != std::string::npos && output_.find('\n', start) != std::string::npos) {
            return static_cast<std::uint16_t>(std::stoi(output_.substr(start + marker.size())));
        }
        if (!readMore()) {
            return 0;
        }
    }
}

bool RelayProgram::waitForOutput(const std::string& text) {
    while (output_.find(text) == std::string::npos) {
        if (!readMore()) {
            return false;
        }
    }
    return true;
}

void RelayProgram::signal(int number) const {
    kill(pid_, number);
}

int RelayProgram::waitForExit() {
    while (readMore()) {
    }
    int status = 0;
    // The pipe ends when the process does; if it timed out instead, the process has to go.
    pollfd entry{pipe_, POLLIN, 0};
    if (poll(&entry, 1, 0) == 0) {
        kill(pid_, SIGKILL);
    }
    waitpid(pid_, &status, 0);
    pid_ = -1;
    return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

std::string RelayProgram::output() {
    return output_;
}

bool RelayProgram::readMore() {
    pollfd entry{pipe_, POLLIN, 0};
    if (poll(&entry, 1, kOutputTimeoutMs) <= 0) {
        return false;
    }
    std::array<char, 4096> bytes{};
    const auto size = read(pipe_, bytes.data(), bytes.size());
    if (size <= 0) {
        return false;
    }
    output_.append(bytes.data(), static_cast<std::size_t>(size));
    return true;
}

}  // namespace component
