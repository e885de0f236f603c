#include "http/relay_server.h"

#include "http/health_handler.h"
#include "http/metrics_handler.h"
#include "http/server_connection.h"

#include <Poco/Exception.h>
#include <Poco/Net/HTTPServerParams.h>
#include <Poco/Net/ServerSocket.h>
#include <Poco/Net/TCPServer.h>
#include <Poco/ThreadPool.h>

#include <algorithm>
#include <stdexcept>
#include <thread>
#include <utility>

namespace relay {

namespace {

constexpr int kMinThreads = 8;
constexpr int kThreadIdleSeconds = 60;
constexpr std::chrono::milliseconds kPollInterval{10};
constexpr std::chrono::seconds kAbortTime{1};

Poco::Net::ServerSocket bindSocket(const Config& config) {
    try {
        Poco::Net::ServerSocket socket;
        const Poco::Net::SocketAddress address(config.host, config.port);
        socket.bind(address, true, false);  // SO_REUSEPORT would hide that the port is taken
        socket.listen(limits::kThreads);
        return socket;
    } catch (const Poco::Exception& error) {
        throw std::runtime_error(
            "cannot listen on " + config.host + ":" + std::to_string(config.port) + ": " +
            error.displayText()
        );
    }
}

Poco::Net::HTTPServerParams::Ptr makeParams() {
    Poco::Net::HTTPServerParams::Ptr params = new Poco::Net::HTTPServerParams;
    params->setKeepAliveTimeout(Poco::Timespan(limits::kIdleTimeout.count(), 0));
    params->setTimeout(Poco::Timespan(limits::kIdleTimeout.count(), 0));
    params->setMaxKeepAliveRequests(0);
    params->setMaxThreads(limits::kThreads);
    params->setMaxQueued(limits::kThreads);
    return params;
}

constexpr std::size_t kRowBytes = 1024;  // of a row, beside its event

// A request holds its body and its rows. One of the largest kind fits when nothing else is held,
// unless most of it has to be escaped.
std::size_t largestRequest(const Config& config) {
    return 4 * config.max_batch_bytes + kRowBytes * config.max_events_per_batch;
}

std::size_t bufferLimit(const Config& config) {
    return std::max(limits::kBufferedBytes, largestRequest(config));
}

std::size_t clientShare(const Config& config) {
    return std::max(bufferLimit(config) / 4, largestRequest(config));
}

}  // namespace

class RelayServer::Impl {
public:
    Impl(
        const Config& config,
        Backend backend,
        Metrics& metrics,
        Log& log,
        const ReceiveLimits& limits
    )
        : access_(config),
          client_ip_(config.trusted_proxies),
          budget_(bufferLimit(config)),
          client_budgets_(budget_, clientShare(config)),
          router_(access_, metrics, log),
          socket_(bindSocket(config)),
          pool_(kMinThreads, limits::kThreads, kThreadIdleSeconds),
          params_(makeParams()),
          server_(
              new ServerConnectionFactory(params_, limits, tracker_, router_),
              pool_,
              socket_,
              params_
          ) {
        const auto& is_draining = tracker_.isDraining();
        router_.add("GET", "/health", std::make_unique<HealthHandler>());
        router_.add(
            "GET",
            "/metrics",
            std::make_unique<MetricsHandler>(
                metrics,
                [this, load = std::move(backend.load)] {
                    return Load{tracker_.load(), load(), {budget_.used(), budget_.limit()}};
                }
            )
        );
        router_.add(
            "GET",
            "/ready",
            std::make_unique<ReadyHandler>(std::move(backend.find_missing), is_draining)
        );
        BatchHandler::Services services{
            access_, client_ip_, client_budgets_, metrics, is_draining, std::move(backend.commit)};
        router_.add("POST", "/batch", std::make_unique<BatchHandler>(config, std::move(services)));
    }

    void start() { server_.start(); }

    [[nodiscard]] std::string url() const { return "http://" + socket_.address().toString(); }

    bool drain(std::chrono::milliseconds deadline) {
        tracker_.drain();
        server_.stop();
        socket_.close();
        if (waitForConnections(deadline)) {
            return true;
        }
        tracker_.abortAll();
        waitForConnections(kAbortTime);
        return false;
    }

private:
    bool waitForConnections(std::chrono::milliseconds deadline) {
        const auto end = std::chrono::steady_clock::now() + deadline;
        while (server_.currentConnections() > 0) {
            if (std::chrono::steady_clock::now() >= end) {
                return false;
            }
            std::this_thread::sleep_for(kPollInterval);
        }
        return true;
    }

    AccessPolicy access_;
    ClientIp client_ip_;
    MemoryBudget budget_;
    ClientBudgets client_budgets_;
    ConnectionTracker tracker_{limits::kConnections};
    Router router_;
    Poco::Net::ServerSocket socket_;
    Poco::ThreadPool pool_;
    Poco::Net::HTTPServerParams::Ptr params_;
    Poco::Net::TCPServer server_;
};

RelayServer::RelayServer(
    const Config& config,
    Backend backend,
    Metrics& metrics,
    Log& log,
    const ReceiveLimits& limits
)
    : impl_(std::make_unique<Impl>(config, std::move(backend), metrics, log, limits)) {}

RelayServer::~RelayServer() {
    impl_->drain(std::chrono::milliseconds(0));
}

void RelayServer::start() {
    impl_->start();
}

std::string RelayServer::url() const {
    return impl_->url();
}

bool RelayServer::drain(std::chrono::milliseconds deadline) {
    return impl_->drain(deadline);
}

}  // namespace relay
