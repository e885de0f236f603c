#include "http/exchange.h"

#include "http/guarded_socket.h"
#include "http/limits.h"
#include "http/linger.h"
#include "http/request_reader.h"

#include <Poco/Net/HTTPServerRequestImpl.h>

#include <utility>

namespace relay {

namespace {

using Poco::Net::HTTPResponse;
using Poco::Net::HTTPServerResponse;

void send(const Reply& reply, bool is_head_request, HTTPServerResponse& response) {
    response.setStatusAndReason(static_cast<HTTPResponse::HTTPStatus>(reply.status));
    const bool has_content = reply.status != HTTPResponse::HTTP_NO_CONTENT;
    if (has_content) {
        response.setContentType(std::string(reply.content_type));
        response.setContentLength64(static_cast<Poco::Int64>(reply.body.size()));
    }
    response.set("Vary", "Origin");
    for (const auto& [name, value] : reply.headers) {
        response.set(name, value);
    }
    auto& out = response.send();
    if (has_content && !is_head_request) {
        out.write(reply.body.data(), static_cast<std::streamsize>(reply.body.size()));
    }
    out.flush();
}

}  // namespace

void Exchange::handleRequest(
    Poco::Net::HTTPServerRequest& request,
    Poco::Net::HTTPServerResponse& response
) {
    auto socket = dynamic_cast<Poco::Net::HTTPServerRequestImpl&>(request).socket();
    auto& guarded = dynamic_cast<GuardedSocketImpl&>(*socket.impl());
    const bool has_overflowed = guarded.hasOverflowed();
    tracker_.setWaiting(socket, false);
    guarded.setDeadline(limits::kBodyTimeout);
    auto head =
        has_overflowed ? tl::make_unexpected(Rejection::kHeaderTooLarge) : readRequest(request);
    if (!head) {
        response.setKeepAlive(false);
        send(router_.refuse(head.error()), false, response);
        linger(socket, limits::kLingerTimeout);
        return;
    }
    head->peer_ip = request.clientAddress().host().toString();
    RequestBody::Hooks hooks{nullptr, [&guarded] { return guarded.hasEnded(); }};
    if (request.getExpectContinue()) {
        hooks.begin = [&response] { response.sendContinue(); };
    }
    RequestBody body(*head, request.stream(), std::move(hooks));
    const auto reply = router_.route(*head, body);
    const bool may_continue = body.allowsNextRequest() && !tracker_.isDraining();
    response.setKeepAlive(response.getKeepAlive() && may_continue);
    send(reply, head->method == "HEAD", response);
    if (!may_continue) {
        linger(socket, limits::kLingerTimeout);
        return;
    }
    guarded.expectHead();
    tracker_.setWaiting(socket, true);
}

Poco::Net::HTTPRequestHandler* ExchangeFactory::createRequestHandler(
    const Poco::Net::HTTPServerRequest& request
) {
    // Poco sends "100 Continue" by itself only while the status is still 200 (measured on 1.11): it
    // has to wait for the checks that need no body.
    request.response().setStatus(HTTPResponse::HTTP_INTERNAL_SERVER_ERROR);
    return new Exchange(router_, tracker_);
}

}  // namespace relay
