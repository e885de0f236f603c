#pragma once

#include "http/connection.h"
#include "http/reply.h"
#include "http/reply_stream.h"
#include "http/request.h"
#include "http/request_body.h"

#include <atomic>
#include <optional>

namespace http {

// One request and its reply.
class Exchange {
public:
    // Keeps the references. A reply sent while draining ends the connection.
    Exchange(Connection& connection, const Request& request, const std::atomic<bool>& is_draining);

    [[nodiscard]] const Request& request() const { return request_; }

    // Need not be read; then the connection ends after the reply.
    [[nodiscard]] RequestBody& body() { return body_; }

    // Sends a whole reply. Throws Poco::Exception when the client does not take it.
    void send(const Reply& reply);

    // Sends the head of `reply` and gives the stream for its body. Throws Poco::Exception.
    ReplyStream& stream(const Reply& reply);

    // The next request may follow.
    [[nodiscard]] bool staysOpen() const;

    // The reply is whole, as far as the client can see.
    [[nodiscard]] bool isAnswered() const { return is_sent_ || (stream_ && stream_->isFinished()); }

    // The client's socket, to see it go.
    [[nodiscard]] int descriptor() const { return connection_.socket().impl()->sockfd(); }

private:
    [[nodiscard]] bool mayStay() const;

    Connection& connection_;
    const Request& request_;
    const std::atomic<bool>& is_draining_;
    RequestBody body_;
    bool stays_open_ = false;
    bool is_sent_ = false;
    std::optional<ReplyStream> stream_;
};

}  // namespace http
