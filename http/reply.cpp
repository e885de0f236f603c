#include "http/reply.h"

#include <Poco/Net/HTTPResponse.h>
#include <Poco/Timestamp.h>

#include <sstream>

namespace http {

namespace {

using Poco::Net::HTTPResponse;

bool hasContent(const Reply& reply) {
    return reply.status != HTTPResponse::HTTP_NO_CONTENT;
}

}  // namespace

std::string serializeHead(const Reply& reply, BodyEnd body_end, bool stays_open) {
    HTTPResponse response("HTTP/1.1", static_cast<HTTPResponse::HTTPStatus>(reply.status));
    response.setDate(Poco::Timestamp());
    response.setKeepAlive(stays_open);
    if (hasContent(reply)) {
        response.setContentType(reply.content_type);
    }
    if (body_end == BodyEnd::kChunks) {
        response.setChunkedTransferEncoding(true);
    } else if (body_end == BodyEnd::kLength && hasContent(reply)) {
        response.setContentLength64(static_cast<Poco::Int64>(reply.body.size()));
    }
    for (const auto& [name, value] : reply.headers) {
        response.set(name, value);
    }
    std::ostringstream text;
    response.write(text);
    return text.str();
}

std::string serialize(const Reply& reply, bool is_head_request, bool stays_open) {
    auto text = serializeHead(reply, BodyEnd::kLength, stays_open);
    if (hasContent(reply) && !is_head_request) {
        text += reply.body;
    }
    return text;
}

}  // namespace http
