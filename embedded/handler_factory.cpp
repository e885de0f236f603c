#include "handler_factory.h"

#include "client_socket.h"
#include "query_handler.h"

#include <Poco/Net/HTTPServerRequest.h>
#include <Poco/Net/HTTPServerResponse.h>

#include <ostream>
#include <string>
#include <utility>

namespace embedded {
namespace {

using Poco::Net::HTTPResponse;

// A fixed reply that reads no body, and so ends the connection if there is one.
class TextHandler : public Poco::Net::HTTPRequestHandler {
public:
    TextHandler(HTTPResponse::HTTPStatus status, std::string text)
        : status_(status), text_(std::move(text)) {}

    void handleRequest(
        Poco::Net::HTTPServerRequest& request,
        Poco::Net::HTTPServerResponse& response
    ) override {
        const bool has_body = request.hasContentLength() || request.getChunkedTransferEncoding();
        if (has_body) {
            response.setKeepAlive(false);
        }
        response.setStatusAndReason(status_);
        response.setContentType("text/plain; charset=UTF-8");
        response.setContentLength(static_cast<std::streamsize>(text_.size()));
        response.send() << text_ << std::flush;
        if (has_body) {
            auto socket = clientSocket(request);
            lingerAfterReply(socket);
        }
    }

private:
    HTTPResponse::HTTPStatus status_;
    std::string text_;
};

bool isKnownMethod(const std::string& method) {
    return method == "GET" || method == "POST" || method == "HEAD";
}

}  // namespace

Poco::Net::HTTPRequestHandler* HandlerFactory::createRequestHandler(
    const Poco::Net::HTTPServerRequest& request
) {
    const std::string path = request.getURI().substr(0, request.getURI().find('?'));
    if (path == "/ping") {
        return new TextHandler(HTTPResponse::HTTP_OK, "Ok.\n");
    }
    if (path != "/") {
        return new TextHandler(HTTPResponse::HTTP_NOT_FOUND, "There is no handle " + path + "\n");
    }
    if (!isKnownMethod(request.getMethod())) {
        return new TextHandler(HTTPResponse::HTTP_NOT_IMPLEMENTED, "Use GET or POST\n");
    }
    return new QueryHandler(state_);
}

}  // namespace embedded
