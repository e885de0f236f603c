#include "http/server_connection.h"

#include "http/exchange.h"
#include "http/head_parser.h"

#include <Poco/Exception.h>

namespace http {

namespace {

constexpr std::chrono::milliseconds kLingerTime{2'000};
constexpr std::chrono::milliseconds kCrowdedLingerTime{50};

// Counts a connection for as long as it lives.
class Tracked {
public:
    Tracked(ConnectionTracker& tracker, const Poco::Net::StreamSocket& socket)
        : tracker_(tracker), socket_(socket), is_added_(tracker.tryAdd(socket)) {}

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
    Connection connection(socket(), limits_.receive);
    try {
        const Tracked tracked(tracker_, socket());
        if (!tracked.isAdded()) {
            const auto reply = application_.refuse(Error::kTooManyConnections, {});
            connection.send(serialize(reply, false, false));
            connection.linger(kCrowdedLingerTime);
            return;
        }
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
    request.peer_ip = socket().peerAddress().host().toString();
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

void ServerConnection::refuse(Connection& connection, Error error, const Request& request) {
    // A drain may have ended the head, and then the client has done nothing wrong.
    const bool is_cut_by_drain = error == Error::kIncomplete && tracker_.isDraining();
    const auto reply = application_.refuse(is_cut_by_drain ? Error::kDraining : error, request);
    connection.send(serialize(reply, false, false));
    connection.linger(kLingerTime);
}

}  // namespace http
