#include "server.h"

#include "engine_config.h"
#include "handler_factory.h"
#include "listening_socket.h"
#include "server_state.h"

#include <Poco/Environment.h>
#include <Poco/Net/HTTPServer.h>
#include <fcntl.h>
#include <unistd.h>

#include <chrono>
#include <csignal>
#include <filesystem>
#include <functional>
#include <iostream>
#include <stdexcept>
#include <thread>

namespace embedded {
namespace {

using std::chrono::seconds;

constexpr int kMaxThreads = 128;  // an idle kept-alive connection holds one
constexpr int kMaxQueued = 512;
constexpr auto kDrainTime = seconds(20);
constexpr auto kKillTime = seconds(5);

// Before any thread starts, so that only sigwait() sees them.
sigset_t blockStopSignals() {
    sigset_t stop;
    sigemptyset(&stop);
    sigaddset(&stop, SIGTERM);
    sigaddset(&stop, SIGINT);
    pthread_sigmask(SIG_BLOCK, &stop, nullptr);
    std::signal(SIGPIPE, SIG_IGN);
    return stop;
}

// An INSERT in the engine would swallow whatever waits there.
void closeStandardInput() {
    const int null = open("/dev/null", O_RDONLY | O_CLOEXEC);
    dup2(null, STDIN_FILENO);
    close(null);
}

// What came from our starter, or was opened by the engine, is not for its function workers. On a
// kernel before 5.11 this does nothing; the sockets, which matter, need it nowhere.
void keepDescriptorsFromWorkers() {
    close_range(STDERR_FILENO + 1, ~0U, CLOSE_RANGE_CLOEXEC);
}

Poco::Net::ServerSocket openSocket(const CommandLine& line) {
    try {
        return listenOn(line.host, line.port);
    } catch (const Poco::Exception& error) {
        throw std::runtime_error(
            "cannot listen on " + line.host + ":" + std::to_string(line.port) + ": " +
            error.displayText()
        );
    }
}

Poco::Net::HTTPServerParams::Ptr serverParams() {
    Poco::Net::HTTPServerParams::Ptr params = new Poco::Net::HTTPServerParams;
    params->setMaxThreads(kMaxThreads);
    params->setMaxQueued(kMaxQueued);
    params->setKeepAlive(true);
    params->setMaxKeepAliveRequests(0);
    params->setKeepAliveTimeout(Poco::Timespan(30, 0));
    params->setTimeout(Poco::Timespan(300, 0));
    return params;
}

// False if the condition did not come true in time.
bool waitFor(seconds time, const std::function<bool()>& condition) {
    const auto deadline = std::chrono::steady_clock::now() + time;
    while (!condition()) {
        if (std::chrono::steady_clock::now() > deadline) {
            return false;
        }
        std::this_thread::sleep_for(std::chrono::milliseconds(10));
    }
    return true;
}

void drain(Poco::Net::HTTPServer& server, ServerState& state) {
    state.draining = true;
    server.stop();
    waitFor(kDrainTime, [&] { return state.in_flight == 0; });
    server.stopAll(true);
    const bool ended = waitFor(kKillTime, [&] {
        if (state.in_flight != 0) {
            state.engine.killAll();
        }
        return state.in_flight == 0;
    });
    if (!ended) {
        // Closing the engine under a running statement would crash; what is committed is on disk.
        std::cerr << "clickhouse_embedded: a statement does not stop; leaving it\n";
        std::_Exit(1);
    }
}

}  // namespace

int serve(const CommandLine& line, const Credentials& account) {
    const sigset_t stop_signals = blockStopSignals();
    closeStandardInput();
    const Poco::Net::ServerSocket socket = openSocket(line);
    const std::string path = std::filesystem::absolute(line.path).lexically_normal().string();
    const DataFolder folder(
        {.path = path, .user_scripts_path = line.user_scripts_path, .functions = line.functions}
    );
    Engine engine(path, folder.configFile());
    keepDescriptorsFromWorkers();
    ServerState state{
        .engine = engine, .account = account, .display_name = Poco::Environment::nodeName()};
    Poco::ThreadPool threads(2, kMaxThreads);
    Poco::Net::HTTPServer server(new HandlerFactory(state), threads, socket, serverParams());
    server.start();
    std::cout << "clickhouse_embedded is ready on http://" << line.host << ":"
              << socket.address().port() << std::endl;
    int signal = 0;
    sigwait(&stop_signals, &signal);
    drain(server, state);
    return 0;
}

}  // namespace embedded
