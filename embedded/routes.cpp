#include "routes.h"

#include "query_exchange.h"
#include "transport_error.h"

#include <Poco/Exception.h>
#include <Poco/Net/HTTPResponse.h>
#include <Poco/Net/NetException.h>

#include <exception>
#include <string>

namespace embedded {
namespace {

using Poco::Net::HTTPResponse;

http::Reply makeText(int status, std::string text) {
    http::Reply reply;
    reply.status = status;
    reply.content_type = "text/plain; charset=UTF-8";
    reply.body = std::move(text);
    return reply;
}

bool isKnownMethod(const std::string& method) {
    return method == "GET" || method == "POST" || method == "HEAD";
}

void answerQuery(ServerState& state, http::Exchange& exchange) {
    QueryExchange query(state, exchange);
    try {
        query.run();
    } catch (const Poco::Net::NetException&) {
        throw;  // The client is gone.
    } catch (const Poco::TimeoutException&) {
        throw;  // The client takes nothing more.
    } catch (const std::exception& error) {
        query.refuse(makeError(1002, error.what(), "UNKNOWN_EXCEPTION"));
    }
}

}  // namespace

void Routes::answer(http::Exchange& exchange) {
    const auto& request = exchange.request();
    if (request.path == "/ping") {
        exchange.send(makeText(HTTPResponse::HTTP_OK, "Ok.\n"));
    } else if (request.path != "/") {
        const std::string text = "There is no handle " + request.path + "\n";
        exchange.send(makeText(HTTPResponse::HTTP_NOT_FOUND, text));
    } else if (!isKnownMethod(request.method)) {
        exchange.send(makeText(HTTPResponse::HTTP_NOT_IMPLEMENTED, "Use GET or POST\n"));
    } else {
        answerQuery(state_, exchange);
    }
}

http::Reply Routes::refuse(http::Error error, const http::Request& /*request*/) {
    const auto meaning = transportError(error);
    auto reply = makeText(httpStatus(meaning.code), withVersion(meaning, state_.engine.version()));
    reply.headers.emplace_back("X-ClickHouse-Exception-Code", std::to_string(meaning.code));
    return reply;
}

}  // namespace embedded
