#include "http/connection_tracker.h"

#include "support/catch.h"

#include <Poco/Net/ServerSocket.h>

#include <vector>

namespace {

using http::ConnectionTracker;
using Poco::Net::StreamSocket;

// Connected sockets, of which one can tell whether the server ended it.
class Sockets {
public:
    StreamSocket& add() {
        StreamSocket client(listener_.address());
        clients_.push_back(client);
        return servers_.emplace_back(listener_.acceptConnection());
    }

    // Whether nothing more can be received on it.
    static bool isEnded(StreamSocket& socket) {
        char byte = '\0';
        return socket.poll(Poco::Timespan(0), Poco::Net::Socket::SELECT_READ) &&
               socket.receiveBytes(&byte, 1) == 0;
    }

private:
    Poco::Net::ServerSocket listener_{Poco::Net::SocketAddress("127.0.0.1", 0)};
    std::vector<StreamSocket> clients_;
    std::vector<StreamSocket> servers_;
};

}  // namespace

TEST_CASE("connections that serve a request make no room, and over the limit none is added") {
    ConnectionTracker tracker(2, 2);
    const StreamSocket first;
    const StreamSocket second;
    const StreamSocket third;
    CHECK(tracker.tryAdd(first, "a"));
    CHECK(tracker.tryAdd(second, "b"));
    tracker.setWaiting(first, false);
    tracker.setWaiting(second, false);
    CHECK_FALSE(tracker.tryAdd(third, "c"));
    CHECK(tracker.load().open == 2);
    tracker.remove(first);
    CHECK(tracker.tryAdd(third, "c"));
}

TEST_CASE("the connection that has waited longest makes room for a new one") {
    std::chrono::steady_clock::time_point now{};
    ConnectionTracker tracker(3, 3, [&now] { return now; });
    Sockets sockets;
    std::vector<StreamSocket> open;
    for (int i = 0; i < 3; ++i) {
        open.push_back(sockets.add());
        REQUIRE(tracker.tryAdd(open.back(), "a"));
        now += std::chrono::seconds(1);
    }
    tracker.setWaiting(open[0], false);  // it was first, but serves a request, and waits again
    tracker.setWaiting(open[0], true);
    CHECK(tracker.tryAdd(sockets.add(), "b"));
    CHECK(Sockets::isEnded(open[1]));
    CHECK_FALSE(Sockets::isEnded(open[0]));
    CHECK_FALSE(Sockets::isEnded(open[2]));
}

TEST_CASE("one address cannot take the room of the others") {
    ConnectionTracker tracker(4, 2);
    Sockets sockets;
    std::vector<StreamSocket> open;
    for (int i = 0; i < 2; ++i) {
        open.push_back(sockets.add());
        REQUIRE(tracker.tryAdd(open.back(), "a"));
        tracker.setWaiting(open.back(), false);
    }
    CHECK_FALSE(tracker.tryAdd(sockets.add(), "a"));
    auto other = sockets.add();
    CHECK(tracker.tryAdd(other, "b"));
    tracker.setWaiting(open[0], true);
    CHECK(tracker.tryAdd(sockets.add(), "a"));
    CHECK(Sockets::isEnded(open[0]));
    CHECK_FALSE(Sockets::isEnded(other));
}

TEST_CASE("sockets that are gone do not disturb a drain") {
    ConnectionTracker tracker(1, 1);
    const StreamSocket unconnected;
    REQUIRE(tracker.tryAdd(unconnected, "a"));
    tracker.drain();
    CHECK(tracker.isDraining());
    tracker.setWaiting(unconnected, true);
    tracker.abortAll();
}
