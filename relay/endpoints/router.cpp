#include "endpoints/router.h"

#include "endpoints/preflight.h"
#include "endpoints/refusal.h"
#include "observe/log.h"

#include <Poco/Exception.h>

#include <algorithm>
#include <chrono>
#include <utility>

namespace relay {

namespace {

constexpr std::string_view kAnySegment = "*";

constexpr std::size_t kMaxRequestId = 128;  // bytes in the log

std::string_view orNone(std::string_view text) {
    return text.empty() ? "none" : text;
}

// What a proxy calls the request, so that its log and ours can be read together.
std::string_view requestId(const http::Request& request) {
    return request.header("x-request-id").value_or("").substr(0, kMaxRequestId);
}

std::string_view takeSegment(std::string_view& path) {
    const auto end = std::min(path.find('/'), path.size());
    const auto segment = path.substr(0, end);
    path.remove_prefix(std::min(end + 1, path.size()));
    return segment;
}

bool matches(std::string_view pattern, std::string_view path) {
    while (!pattern.empty() && !path.empty()) {
        const auto expected = takeSegment(pattern);
        const auto segment = takeSegment(path);
        if (expected != segment && (expected != kAnySegment || segment.empty())) {
            return false;
        }
    }
    return pattern.empty() && path.empty();
}

}  // namespace

Router::Router(
    std::string base_path,
    const AccessPolicy& access,
    RefusedSenders& refused_senders,
    Metrics& metrics,
    Log& log
)
    : base_path_(std::move(base_path)),
      access_(access),
      metrics_(metrics),
      log_(log),
      refused_senders_(refused_senders) {}

void Router::add(std::string method, std::string path, std::unique_ptr<Endpoint> endpoint) {
    addRoute(std::move(method), std::move(path), std::move(endpoint));
}

void Router::addVital(std::string path, std::unique_ptr<Endpoint> endpoint) {
    addRoute("GET", std::move(path), std::move(endpoint)).is_vital = true;
}

Router::Route&
Router::addRoute(std::string method, std::string path, std::unique_ptr<Endpoint> endpoint) {
    Route route{path, std::move(method), false, std::move(endpoint)};
    auto& added = routes_.insert_or_assign(std::move(path), std::move(route)).first->second;
    if (added.path.find(kAnySegment) != std::string::npos) {
        patterns_.push_back(&added);
    }
    return added;
}

void Router::answer(http::Exchange& exchange) {
    exchange.send(route(exchange.request(), exchange.body()));
}

bool Router::isVital(const http::Request& request) const {
    const auto* route = findRoute(request);
    return route != nullptr && route->is_vital;
}

const Router::Route* Router::findRoute(const http::Request& request) const {
    std::string_view path = request.path;
    if (path.starts_with(base_path_) && path.substr(base_path_.size()).starts_with('/')) {
        path.remove_prefix(base_path_.size());
    }
    if (path.size() > 1 && path.ends_with('/')) {
        path.remove_suffix(1);
    }
    if (const auto found = routes_.find(path); found != routes_.end()) {
        return &found->second;
    }
    for (const auto* pattern : patterns_) {
        if (matches(pattern->path, path)) {
            return pattern;
        }
    }
    return nullptr;
}

http::Reply Router::refuse(http::Error error, const http::Request& request) {
    auto reply = refuse(rejectionOf(error));
    addOriginHeaders(reply, request);
    return reply;
}

http::Reply Router::route(const http::Request& request, http::RequestBody& body) {
    const auto* found = findRoute(request);
    // What a client may have put into its path stays out of metrics and log.
    const auto name = found != nullptr ? std::string_view(found->path) : "other";
    const auto begin = std::chrono::steady_clock::now();
    http::Reply reply;
    try {
        reply = dispatch(request, body, found);
    } catch (const Poco::Exception& error) {
        log_.error("request failed", {{"route", name}, {"error", error.displayText()}});
        reply = refuse(Rejection::kInternalError);
    } catch (const std::exception& error) {
        log_.error("request failed", {{"route", name}, {"error", error.what()}});
        reply = refuse(Rejection::kInternalError);
    }
    addOriginHeaders(reply, request);
    const auto origin = request.header("origin");
    if (origin && reply.reason == describe(Rejection::kOriginNotAllowed).label) {
        refused_senders_.noteOrigin(*origin);
    }
    metrics_.countRequest(name, reply.status);
    if (log_.isEnabled(LogLevel::kDebug)) {
        const auto time = std::chrono::steady_clock::now() - begin;
        log_.debug(
            "request",
            {{"method", request.method},
             {"route", name},
             {"status", std::to_string(reply.status)},
             {"reason", orNone(reply.reason)},
             {"body_bytes", std::to_string(body.received())},
             {"ms", std::to_string(std::chrono::floor<std::chrono::milliseconds>(time).count())},
             {"batch_id", orNone(reply.stored_id)},
             {"request_id", orNone(requestId(request))}}
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
