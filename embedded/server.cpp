#include "server.h"

#include "engine_config.h"
#include "http/listening_socket.h"
#include "http/server.h"
#include "routes.h"
#include "server_state.h"
#include "session_reaper.h"

#include <Poco/Environment.h>
#include <fcntl.h>
#include <unistd.h>

#include <chrono>
#include <csignal>
#include <filesystem>
#include <iostream>

namespace embedded {
namespace {

using std::chrono::seconds;

constexpr auto kDrainTime = seconds(20);
constexpr auto kKillTime = seconds(5);
constexpr auto kKillInterval = std::chrono::milliseconds(10);
constexpr auto kPatience = seconds(300);

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

// A client may take its time with the rows of an INSERT, and with taking a result.
http::Limits serverLimits() {
    http::Limits limits;
    limits.receive.idle_time = seconds(30);
    limits.receive.stall_time = kPatience;
    limits.receive.body_time = std::chrono::hours(24);
    limits.receive.body_bytes_per_second = 1;
    limits.send_time = kPatience;
    return limits;
}

void drain(http::Server& server, Engine& engine) {
    if (server.drain(kDrainTime)) {
        return;
    }
    const auto deadline = std::chrono::steady_clock::now() + kKillTime;
    while (!server.waitForConnections(kKillInterval)) {
        engine.killAll();
        if (std::chrono::steady_clock::now() > deadline) {
            // Closing the engine under a running statement would crash; what is committed is on
            // disk.
            std::cerr << "clickhouse_embedded: a statement does not stop; leaving it\n";
            std::_Exit(1);
        }
    }
}

}  // namespace

int serve(const CommandLine& line, const Credentials& account) {
    const sigset_t stop_signals = blockStopSignals();
    closeStandardInput();
    const auto socket = http::listenOn(line.host, line.port);
    const std::string path = std::filesystem::absolute(line.path).lexically_normal().string();
    const DataFolder folder(
        {.path = path, .user_scripts_path = line.user_scripts_path, .functions = line.functions}
    );
    Engine engine(path, folder.configFile());
    keepDescriptorsFromWorkers();
    Sessions sessions;
    const SessionReaper reaper(sessions);
    ServerState state{
        .engine = engine,
        .sessions = sessions,
        .account = account,
        .display_name = Poco::Environment::nodeName()};
    Routes routes(state);
    http::Server server(socket, serverLimits());
    server.start(routes);
    std::cout << "clickhouse_embedded is ready on http://" << line.host << ":"
              << socket.address().port() << std::endl;
    int signal = 0;
    sigwait(&stop_signals, &signal);
    drain(server, engine);
    return 0;
}

}  // namespace embedded
