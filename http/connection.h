#pragma once

#include "http/body_pace.h"
#include "http/head_splitter.h"
#include "http/limits.h"

#include <Poco/Net/StreamSocket.h>
#include <tl/expected.hpp>

#include <chrono>
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace http {

// One client's connection: heads and bodies as they come, within bounds of size and time. For one
// thread.
class Connection {
public:
    Connection(const Poco::Net::StreamSocket& socket, const ReceiveLimits& limits);

    // The head of the next request, with its empty line. Errors: kNoRequest, kMalformed,
    // kHeadTooLarge, kTooSlow, kIncomplete.
    tl::expected<std::string, Error> readHead();

    // What comes now is a body; its time begins.
    void expectBody();

    // At least one byte of a body, at most `size`. Errors: kIncomplete, kTooSlow.
    tl::expected<std::size_t, Error> readBody(char* target, std::size_t size);

    // Throws Poco::Exception when the client does not take it.
    void send(std::string_view bytes);

    // After the last reply: tells the client that no more comes and reads on for a moment, up to a
    // bound. Closing with unread bytes would make the client's system throw the reply away (RFC
    // 9112 section 9.6).
    void linger(std::chrono::milliseconds time);

    [[nodiscard]] const Poco::Net::StreamSocket& socket() const { return socket_; }

private:
    using TimePoint = std::chrono::steady_clock::time_point;

    tl::expected<std::size_t, Error> receive(char* target, std::size_t size, TimePoint deadline);

    Poco::Net::StreamSocket socket_;
    ReceiveLimits limits_;
    HeadSplitter buffer_;
    std::optional<BodyPace> pace_;
};

}  // namespace http
