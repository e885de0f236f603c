#include "support/embedded_clickhouse.h"

#include <fcntl.h>
#include <poll.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <chrono>
#include <csignal>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <stdexcept>
#include <utility>

namespace test_support {
namespace {

constexpr int kStartTimeout = 60'000;  // milliseconds
constexpr std::string_view kReady = "is ready on http://";

std::string makeTemporaryFolder() {
    std::string name = (std::filesystem::temp_directory_path() / "embedded_XXXXXX").string();
    if (mkdtemp(name.data()) == nullptr) {
        throw std::runtime_error("no temporary folder");
    }
    return name;
}

[[noreturn]] void runServer(
    const std::vector<std::string>& arguments,
    const EmbeddedOptions& options,
    int output,
    const std::string& error_file
) {
    prctl(PR_SET_PDEATHSIG, SIGKILL);
    sigset_t none;
    sigemptyset(&none);
    sigprocmask(SIG_SETMASK, &none, nullptr);
    dup2(output, STDOUT_FILENO);
    dup2(open(error_file.c_str(), O_WRONLY | O_CREAT | O_APPEND, 0644), STDERR_FILENO);
    setenv("CLICKHOUSE_USER", options.user.c_str(), 1);
    setenv("CLICKHOUSE_PASSWORD", options.password.c_str(), 1);
    for (const auto& [name, value] : options.environment) {
        setenv(name.c_str(), value.c_str(), 1);
    }
    std::vector<char*> pointers;
    for (const std::string& argument : arguments) {
        pointers.push_back(const_cast<char*>(argument.c_str()));  // NOLINT: execv's interface
    }
    pointers.push_back(nullptr);
    execv(pointers[0], pointers.data());
    _exit(127);
}

// The first line, or what came before the end or the deadline.
std::string readLine(int input) {
    const auto now = [] { return std::chrono::steady_clock::now(); };
    const auto deadline = now() + std::chrono::milliseconds(kStartTimeout);
    std::string line;
    pollfd watched{input, POLLIN, 0};
    while (!line.ends_with('\n') && now() < deadline) {
        char c = '\0';
        if (poll(&watched, 1, 100) > 0 && read(input, &c, 1) <= 0) {
            break;
        } else if (c != '\0') {
            line += c;
        }
    }
    return line;
}

std::uint16_t parsePort(const std::string& line) {
    const std::size_t colon = line.rfind(':');
    return line.find(kReady) == std::string::npos
               ? std::uint16_t{0}
               : static_cast<std::uint16_t>(std::stoi(line.substr(colon + 1)));
}

}  // namespace

EmbeddedClickHouse::EmbeddedClickHouse(EmbeddedOptions options)
    : options_(std::move(options)), scratch_(makeTemporaryFolder()) {
    if (options_.path.empty()) {
        options_.path = scratch_ + "/data";
    }
    start();
}

EmbeddedClickHouse::~EmbeddedClickHouse() {
    kill9();
    std::error_code ignored;  // A test's leftovers must not hide its result.
    std::filesystem::remove_all(scratch_, ignored);
}

std::string EmbeddedClickHouse::url() const {
    return "http://127.0.0.1:" + std::to_string(options_.port);
}

int EmbeddedClickHouse::stop() {
    return wait(SIGTERM);
}

void EmbeddedClickHouse::kill9() {
    wait(SIGKILL);
}

bool EmbeddedClickHouse::isDead() const {
    siginfo_t info{};
    return waitid(P_PID, static_cast<id_t>(pid_), &info, WEXITED | WNOHANG | WNOWAIT) == 0 &&
           info.si_pid == pid_;
}

void EmbeddedClickHouse::restart() {
    start();
}

std::string EmbeddedClickHouse::errors() const {
    std::ifstream file(errorFile());
    return {std::istreambuf_iterator<char>(file), {}};
}

void EmbeddedClickHouse::start() {
    std::array<int, 2> ends{};
    if (pipe2(ends.data(), O_CLOEXEC) != 0) {
        throw std::runtime_error("no pipe");
    }
    const auto command = arguments();
    pid_ = fork();
    if (pid_ == 0) {
        runServer(command, options_, ends[1], errorFile());
    }
    close(ends[1]);
    const std::uint16_t port = parsePort(readLine(ends[0]));
    close(ends[0]);
    if (port == 0) {
        kill9();
        throw std::runtime_error("clickhouse_embedded does not start: " + errors());
    }
    options_.port = port;
}

int EmbeddedClickHouse::wait(int signal) {
    if (pid_ <= 0) {
        return -1;
    }
    ::kill(pid_, signal);
    int status = 0;
    waitpid(pid_, &status, 0);
    pid_ = -1;
    return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

std::vector<std::string> EmbeddedClickHouse::arguments() const {
    std::vector<std::string> result{
        CLICKHOUSE_EMBEDDED, "--path", options_.path, "--port", std::to_string(options_.port)};
    if (!options_.user_scripts_path.empty()) {
        result.insert(result.end(), {"--user-scripts-path", options_.user_scripts_path});
    }
    if (!options_.functions.empty()) {
        result.insert(result.end(), {"--functions", options_.functions});
    }
    return result;
}

}  // namespace test_support
