#include "http/reply_text.h"

#include <Poco/Net/HTTPResponse.h>
#include <Poco/Timestamp.h>

#include <sstream>

namespace relay {

std::string serialize(const Reply& reply, bool is_head_request, bool stays_open) {
    using Poco::Net::HTTPResponse;
    HTTPResponse response("HTTP/1.1", static_cast<HTTPResponse::HTTPStatus>(reply.status));
    response.setDate(Poco::Timestamp());
    response.setKeepAlive(stays_open);
    const bool has_content = reply.status != HTTPResponse::HTTP_NO_CONTENT;
    if (has_content) {
        response.setContentType(std::string(reply.content_type));
        response.setContentLength64(static_cast<Poco::Int64>(reply.body.size()));
    }
    response.set("Vary", "Origin");
    for (const auto& [name, value] : reply.headers) {
        response.set(name, value);
    }
    std::ostringstream text;
    response.write(text);
    if (has_content && !is_head_request) {
        text << reply.body;
    }
    return text.str();
}

}  // namespace relay
