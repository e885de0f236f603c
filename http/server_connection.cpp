#include "http/server_connection.h"

#include "http/exchange.h"
#include "http/head_parser.h"

#include <Poco/Exception.h>

namespace http {

namespace {

constexpr std::chrono::milliseconds kLingerTime{2'000};
constexpr std::chrono::milliseconds kCrowdedLingerTime{50};
constexpr std::chrono::milliseconds kCrowdedHeadTime{500};

const std::atomic<bool> kAlwaysEnds = true;

// Counts a connection for as long as it lives.
class Tracked {
public:
    Tracked(
        ConnectionTracker& tracker,
        const Poco::Net::StreamSocket& socket,
        const std::string& address
    )
        : tracker_(tracker), socket_(socket), is_added_(tracker.tryAdd(socket, address)) {}

    ~Tracked() {
        if (is_added_) {
            tracker_.remove(socket_);
        }
    }

    Tracked(const Tracked&) = delete;
    Tracked& operator=(const Tracked&) = delete;

    [[nodiscard]] bool isAdded() const { return is_added_; }

private:
    ConnectionTracker& tracker_;
    const Poco::Net::StreamSocket& socket_;
    bool is_added_;
};

}  // namespace

ServerConnection::ServerConnection(
    const Poco::Net::StreamSocket& socket,
    const Limits& limits,
    ConnectionTracker& tracker,
    Application& application
)
    : TCPServerConnection(socket), limits_(limits), tracker_(tracker), application_(application) {}

void ServerConnection::run() {
    socket().setSendTimeout(Poco::Timespan(
        std::chrono::duration_cast<std::chrono::microseconds>(limits_.send_time).count()
    ));
    try {
        peer_ip_ = socket().peerAddress().host().toString();
        const Tracked tracked(tracker_, socket(), peer_ip_);
        if (!tracked.isAdded()) {
            serveCrowded();
            return;
        }
        Connection connection(socket(), limits_.receive);
        while (serveNext(connection)) {
        }
    } catch (const Poco::Exception&) {
        return;  // the client has gone; whoever wanted to tell it something has found out
    }
}

bool ServerConnection::serveNext(Connection& connection) {
    const auto head = connection.readHead();
    if (!head && head.error() == Error::kNoRequest) {
        return false;
    }
    tracker_.setWaiting(socket(), false);
    Request request;
    request.peer_ip = peer_ip_;
    const auto parsed = head.and_then([&](const auto& text) { return parseHead(text, request); });
    if (!parsed) {
        refuse(connection, parsed.error(), request);
        return false;
    }
    connection.expectBody();
    Exchange exchange(connection, request, tracker_.isDraining());
    application_.answer(exchange);
    if (exchange.staysOpen()) {
        tracker_.setWaiting(socket(), true);
        return true;
    }
    if (exchange.isAnswered()) {
        connection.linger(kLingerTime);
    }
    return false;
}

void ServerConnection::serveCrowded() {
    auto limits = limits_.receive;
    limits.idle_time = limits.head_time = kCrowdedHeadTime;
    Connection connection(socket(), limits);
    Request request;
    request.peer_ip = peer_ip_;
    const auto parsed =
        connection.readHead().and_then([&](const auto& text) { return parseHead(text, request); });
    Exchange exchange(connection, request, kAlwaysEnds);
    if (parsed && application_.isVital(request)) {
        connection.expectBody();
        application_.answer(exchange);
    } else {
        exchange.send(application_.refuse(Error::kTooManyConnections, request));
    }
    connection.linger(kCrowdedLingerTime);
}

void ServerConnection::refuse(Connection& connection, Error error, const Request& request) {
    // A drain may have ended the head, and then the client has done nothing wrong.
    const bool is_cut_by_drain = error == Error::kIncomplete && tracker_.isDraining();
    const auto reply = application_.refuse(is_cut_by_drain ? Error::kDraining : error, request);
    connection.send(serialize(reply, false, false));
    connection.linger(kLingerTime);
}

}  // namespace http
