#include "http/exchange.h"

#include <Poco/Exception.h>

namespace http {

namespace {

RequestBody::Hooks makeHooks(Connection& connection, const Request& request) {
    RequestBody::Hooks hooks;
    hooks.receive = [&connection](char* target, std::size_t size) {
        return connection.readBody(target, size);
    };
    if (request.waitsForContinue()) {
        hooks.begin = [&connection] {
            try {
                connection.send("HTTP/1.1 100 Continue\r\n\r\n");
                return true;
            } catch (const Poco::Exception&) {
                return false;
            }
        };
    }
    return hooks;
}

}  // namespace

Exchange::Exchange(
    Connection& connection,
    const Request& request,
    const std::atomic<bool>& is_draining
)
    : connection_(connection),
      request_(request),
      is_draining_(is_draining),
      body_(request, makeHooks(connection, request)) {}

void Exchange::send(const Reply& reply) {
    stays_open_ = mayStay();
    connection_.send(serialize(reply, request_.method == "HEAD", stays_open_));
    is_sent_ = true;
}

ReplyStream& Exchange::stream(const Reply& reply) {
    using Framing = ReplyStream::Framing;
    const bool is_chunked = !request_.is_http_10;
    stays_open_ = is_chunked && mayStay();
    connection_.send(
        serializeHead(reply, is_chunked ? BodyEnd::kChunks : BodyEnd::kClose, stays_open_)
    );
    const auto framing = is_chunked ? Framing::kChunks : Framing::kEndOfConnection;
    return stream_.emplace(connection_, request_.method == "HEAD" ? Framing::kNothing : framing);
}

bool Exchange::staysOpen() const {
    return stays_open_ && isAnswered();
}

bool Exchange::mayStay() const {
    return request_.wantsToStay() && body_.isConsumed() && !is_draining_;
}

}  // namespace http
