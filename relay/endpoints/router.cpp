#include "endpoints/router.h"

#include "endpoints/preflight.h"
#include "endpoints/refusal.h"
#include "observe/log.h"

#include <Poco/Exception.h>

#include <chrono>
#include <utility>

namespace relay {

namespace {

std::string_view withoutSlash(std::string_view path) {
    return path.size() > 1 && path.ends_with('/') ? path.substr(0, path.size() - 1) : path;
}

}  // namespace

Router::Router(const AccessPolicy& access, Metrics& metrics, Log& log)
    : access_(access), metrics_(metrics), log_(log), refused_origins_(log) {}

void Router::add(std::string method, std::string path, std::unique_ptr<Endpoint> endpoint) {
    routes_.insert_or_assign(std::move(path), Route{std::move(method), std::move(endpoint)});
}

void Router::answer(http::Exchange& exchange) {
    exchange.send(route(exchange.request(), exchange.body()));
}

bool Router::isVital(const http::Request& request) const {
    const auto* route = findRoute(withoutSlash(request.path));
    return route != nullptr && route->method == "GET";
}

const Router::Route* Router::findRoute(std::string_view path) const {
    const auto found = routes_.find(path);
    return found == routes_.end() ? nullptr : &found->second;
}

http::Reply Router::refuse(http::Error error, const http::Request& request) {
    auto reply = refuse(rejectionOf(error));
    addOriginHeaders(reply, request);
    return reply;
}

http::Reply Router::route(const http::Request& request, http::RequestBody& body) {
    const auto path = withoutSlash(request.path);
    const auto* found = findRoute(path);
    const auto begin = std::chrono::steady_clock::now();
    http::Reply reply;
    try {
        reply = dispatch(request, body, found);
    } catch (const Poco::Exception& error) {
        log_.error("request failed", {{"path", path}, {"error", error.displayText()}});
        reply = refuse(Rejection::kInternalError);
    } catch (const std::exception& error) {
        log_.error("request failed", {{"path", path}, {"error", error.what()}});
        reply = refuse(Rejection::kInternalError);
    }
    addOriginHeaders(reply, request);
    const auto origin = request.header("origin");
    if (origin && reply.reason == describe(Rejection::kOriginNotAllowed).label) {
        refused_origins_.note(*origin);
    }
    // What a client may have put into an unknown path stays out of metrics and log.
    const auto route = found != nullptr ? path : std::string_view("other");
    metrics_.countRequest(route, reply.status);
    if (log_.isEnabled(LogLevel::kDebug)) {
        const auto time = std::chrono::steady_clock::now() - begin;
        log_.debug(
            "request",
            {{"method", request.method},
             {"route", route},
             {"status", std::to_string(reply.status)},
             {"reason", reply.reason.empty() ? "none" : reply.reason},
             {"body_bytes", std::to_string(body.received())},
             {"ms", std::to_string(std::chrono::floor<std::chrono::milliseconds>(time).count())}}
        );
    }
    return reply;
}

http::Reply
Router::dispatch(const http::Request& request, http::RequestBody& body, const Route* route) {
    if (route == nullptr) {
        return refuse(Rejection::kUnknownPath);
    }
    if (request.method == "OPTIONS") {
        const auto origin = request.header("origin");
        return origin && access_.isListedOrigin(*origin) ? answerPreflight(request)
                                                         : refuse(Rejection::kOriginNotAllowed);
    }
    const bool is_head_of_get = request.method == "HEAD" && route->method == "GET";
    if (request.method != route->method && !is_head_of_get) {
        auto reply = refuse(Rejection::kMethodNotAllowed);
        const bool is_get = route->method == "GET";
        reply.headers.emplace_back("Allow", is_get ? "GET, HEAD, OPTIONS" : "POST, OPTIONS");
        return reply;
    }
    return route->endpoint->answer(request, body);
}

http::Reply Router::refuse(Rejection rejection) {
    metrics_.countRefusal(rejection);
    return makeRefusal(rejection);
}

// So that pages of a listed origin can read the reply, and no cache gives it to another.
void Router::addOriginHeaders(http::Reply& reply, const http::Request& request) const {
    reply.headers.emplace_back("Vary", "Origin");
    const auto origin = request.header("origin");
    if (origin && access_.isListedOrigin(*origin)) {
        reply.headers.emplace_back("Access-Control-Allow-Origin", *origin);
        reply.headers.emplace_back("Access-Control-Allow-Credentials", "true");
        reply.headers.emplace_back("Access-Control-Expose-Headers", "Retry-After");
    }
}

}  // namespace relay
