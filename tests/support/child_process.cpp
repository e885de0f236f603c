#include "support/child_process.h"

#include <fcntl.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <csignal>
#include <limits>
#include <system_error>
#include <thread>

namespace test_support {
namespace {

constexpr std::size_t kReadBytes = 65'536;

void check(int error, const char* what) {
    if (error != 0) {
        throw std::system_error(error, std::generic_category(), what);
    }
}

struct Pipe {
    int read_end = -1;
    int write_end = -1;
};

Pipe makePipe() {
    std::array<int, 2> ends{};
    check(::pipe2(ends.data(), O_CLOEXEC) == 0 ? 0 : errno, "pipe2");
    return {ends[0], ends[1]};
}

void closeOnce(int& fd) {
    if (fd >= 0) {
        ::close(fd);
        fd = -1;
    }
}

pid_t spawn(const std::vector<std::string>& command, int input, int output, int errors) {
    posix_spawn_file_actions_t actions;
    check(::posix_spawn_file_actions_init(&actions), "posix_spawn_file_actions_init");
    ::posix_spawn_file_actions_adddup2(&actions, input, STDIN_FILENO);
    ::posix_spawn_file_actions_adddup2(&actions, output, STDOUT_FILENO);
    ::posix_spawn_file_actions_adddup2(&actions, errors, STDERR_FILENO);

    posix_spawnattr_t attributes;
    check(::posix_spawnattr_init(&attributes), "posix_spawnattr_init");
    sigset_t defaults;
    ::sigemptyset(&defaults);
    ::sigaddset(&defaults, SIGPIPE);
    ::posix_spawnattr_setsigdefault(&attributes, &defaults);
    ::posix_spawnattr_setflags(&attributes, POSIX_SPAWN_SETSIGDEF);

    std::vector<std::string> words = command;
    std::vector<char*> arguments;
    std::ranges::transform(words, std::back_inserter(arguments), [](std::string& word) {
        return word.data();
    });
    arguments.push_back(nullptr);
    pid_t pid = -1;
    const int error = ::posix_spawn(
        &pid, words.front().c_str(), &actions, &attributes, arguments.data(), environ
    );
    ::posix_spawnattr_destroy(&attributes);
    ::posix_spawn_file_actions_destroy(&actions);
    check(error, command.front().c_str());
    return pid;
}

std::string readUpTo(int fd, std::size_t limit) {
    std::string bytes(limit, '\0');
    ssize_t count = -1;
    do {
        count = ::read(fd, bytes.data(), bytes.size());
    } while (count < 0 && errno == EINTR);
    check(count >= 0 ? 0 : errno, "read");
    bytes.resize(static_cast<std::size_t>(count));
    return bytes;
}

std::string readToEnd(int fd, std::size_t limit = std::numeric_limits<std::size_t>::max()) {
    std::string all;
    while (all.size() < limit) {
        const auto bytes = readUpTo(fd, std::min(kReadBytes, limit - all.size()));
        if (bytes.empty()) {
            break;
        }
        all += bytes;
    }
    return all;
}

}  // namespace

ChildProcess::ChildProcess(const std::vector<std::string>& command) {
    std::signal(SIGPIPE, SIG_IGN);
    Pipe input = makePipe();
    Pipe output = makePipe();
    Pipe errors = makePipe();
    input_ = input.write_end;
    output_ = output.read_end;
    errors_ = errors.read_end;
    pid_ = spawn(command, input.read_end, output.write_end, errors.write_end);
    closeOnce(input.read_end);
    closeOnce(output.write_end);
    closeOnce(errors.write_end);
}

ChildProcess::~ChildProcess() {
    closeInput();
    if (!is_reaped_) {
        ::kill(pid_, SIGKILL);
        ::waitpid(pid_, nullptr, 0);
    }
    closeOnce(output_);
    closeOnce(errors_);
}

bool ChildProcess::write(std::string_view bytes) {
    while (!bytes.empty()) {
        const auto count = ::write(input_, bytes.data(), bytes.size());
        if (count >= 0) {
            bytes.remove_prefix(static_cast<std::size_t>(count));
        } else if (errno == EPIPE) {
            return false;
        } else {
            check(errno == EINTR ? 0 : errno, "write");
        }
    }
    return true;
}

void ChildProcess::closeInput() {
    closeOnce(input_);
}

std::string ChildProcess::readSome(std::size_t limit) {
    return readUpTo(output_, limit);
}

std::string ChildProcess::readExactly(std::size_t size) {
    return readToEnd(output_, size);
}

std::string ChildProcess::readOutput() {
    return readToEnd(output_);
}

std::string ChildProcess::readErrors() {
    return readToEnd(errors_);
}

void ChildProcess::signal(int number) const {
    check(::kill(pid_, number) == 0 ? 0 : errno, "kill");
}

int ChildProcess::wait() {
    if (!is_reaped_) {
        int status = 0;
        while (::waitpid(pid_, &status, 0) < 0) {
            check(errno == EINTR ? 0 : errno, "waitpid");
        }
        is_reaped_ = true;
        exit_code_ = WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
    }
    return exit_code_;
}

ProcessResult runProcess(const std::vector<std::string>& command, std::string_view input) {
    ChildProcess child(command);
    ProcessResult result{};
    std::thread writer([&] {
        child.write(input);
        child.closeInput();
    });
    std::thread error_reader([&] { result.errors = child.readErrors(); });
    result.output = child.readOutput();
    writer.join();
    error_reader.join();
    result.exit_code = child.wait();
    return result;
}

}  // namespace test_support
