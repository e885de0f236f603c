#include "support/relay_process.h"

#include <csignal>
#include <fstream>
#include <iterator>
#include <stdexcept>
#include <utility>
#include <vector>

namespace test_support {

namespace {

constexpr std::string_view kListening = "listening on ";

}  // namespace

RelayProcess::RelayProcess(std::map<std::string, std::string> environment, std::string log_file)
    : environment_(std::move(environment)), log_file_(std::move(log_file)) {
    environment_.emplace("HOST", "127.0.0.1");
    environment_.emplace("PORT", "0");
}

void RelayProcess::start() {
    // A file takes the log, because nobody reads a pipe while the test runs.
    std::vector<std::string> command{"/bin/sh", "-c", "exec env -i \"$@\" 2>>\"$0\"", log_file_};
    for (const auto& [name, value] : environment_) {
        command.push_back(name);
        command.back().append("=").append(value);
    }
    command.insert(
        command.end(), {"/usr/bin/setpriv", "--pdeathsig", "KILL", RELAY_BINARY, "serve"}
    );
    process_ = std::make_unique<ChildProcess>(command);
    readUrl();
    environment_["PORT"] = url_.substr(url_.rfind(':') + 1);
}

void RelayProcess::readUrl() {
    std::string output;
    for (;;) {
        const std::string more = process_->readSome(4096);
        if (more.empty()) {
            throw std::runtime_error("the relay does not start: " + output + log());
        }
        output += more;
        const auto at = output.find(kListening);
        const auto end = output.find('\n', at);
        if (at != std::string::npos && end != std::string::npos) {
            url_ = output.substr(at + kListening.size(), end - at - kListening.size());
            return;
        }
    }
}

int RelayProcess::stop() {
    process_->signal(SIGTERM);
    return process_->wait();
}

void RelayProcess::kill9() {
    process_->signal(SIGKILL);
    process_->wait();
}

std::string RelayProcess::log() const {
    std::ifstream file(log_file_);
    return {std::istreambuf_iterator<char>(file), {}};
}

}  // namespace test_support
