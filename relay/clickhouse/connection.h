#pragma once

#include <Poco/Net/HTTPResponse.h>
#include <Poco/Net/HTTPSession.h>

#include <chrono>
#include <cstddef>
#include <span>
#include <string>
#include <string_view>

namespace relay {

// One HTTP/1.1 connection to ClickHouse. Unlike Poco's client session it never reconnects on its
// own, and it notices a reply that ends too early: Poco's chunked stream takes that for the regular
// end.
class Connection : private Poco::Net::HTTPSession {
public:
    explicit Connection(const Poco::Net::StreamSocket& socket);

    // For each receive from now on.
    void setTimeout(std::chrono::milliseconds timeout);

    // The peer has neither closed the connection nor sent anything unasked.
    [[nodiscard]] bool isIdle();

    // It has brought a reply before.
    [[nodiscard]] bool isReused() const { return has_brought_reply_; }

    using Deadline = std::chrono::steady_clock::time_point;

    // These throw Poco::Exception, also at the deadline. Pieces go out as one stream of bytes.
    void send(std::span<const std::string_view> pieces, Deadline deadline);
    void receiveHead(Poco::Net::HTTPResponse& response, Deadline deadline);

    // Reads the body to its end, or throws Poco::Net::MessageException when it has none.
    std::string receiveBody(const Poco::Net::HTTPResponse& response);

private:
    void sendPiece(std::string_view bytes, Deadline deadline);
    std::string receiveChunked();
    std::string receiveUntilClosed();
    void receiveExactly(std::string& body, std::size_t length);
    std::string receiveLine();

    bool has_brought_reply_ = false;
};

}  // namespace relay
