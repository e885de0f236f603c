#include "endpoints/live.h"

#include "config/ip_range.h"
#include "endpoints/live_page.h"
#include "endpoints/refusal.h"
#include "ingest/json_text.h"

#include <chrono>
#include <utility>

namespace relay {

namespace {

constexpr std::chrono::milliseconds kFresh{500};

// A host without its port (RFC 3986 section 3.2.2).
std::string_view withoutPort(std::string_view host) {
    if (host.starts_with('[')) {
        return host.substr(1, host.find(']') - 1);
    }
    return host.substr(0, host.find(':'));
}

bool isLoopback(std::string_view address) {
    const auto parsed = parseIpAddress(address);
    return parsed && parsed->isLoopback();
}

std::string_view nameOf(SenderKind kind) {
    switch (kind) {
        case SenderKind::kOrigin:
            return "origin";
        case SenderKind::kKey:
            return "key";
    }
    return {};
}

std::string listOf(const std::vector<RefusedSender>& senders) {
    std::string list;
    for (const auto& sender : senders) {
        list.append(list.empty() ? "" : ",").append(R"({"kind":)");
        appendJsonString(list, nameOf(sender.kind));
        list.append(R"(,"name":)");
        appendJsonString(list, sender.name);
        list.append(R"(,"times":)").append(std::to_string(sender.times)).append("}");
    }
    return list;
}

}  // namespace

bool isLocalRequest(const http::Request& request, const ClientIp& client_ip) {
    const auto forwarded = request.header("x-forwarded-for").value_or("");
    const bool is_known = forwarded.empty() || client_ip.isTrusted(request.peer_ip);
    const auto host = withoutPort(request.header("host").value_or(""));
    return is_known && isLoopback(client_ip.resolve(request.peer_ip, forwarded)) &&
           !request.header("origin") && (host == "localhost" || isLoopback(host));
}

http::Reply LivePageEndpoint::answer(const http::Request& request, http::RequestBody& /*body*/) {
    if (!isLocalRequest(request, client_ip_)) {
        return makeRefusal(Rejection::kUnknownPath);
    }
    http::Reply reply;
    reply.content_type = "text/html; charset=utf-8";
    reply.body = kLivePage;
    return reply;
}

LiveEventsEndpoint::LiveEventsEndpoint(
    const ClientIp& client_ip,
    RefusedSenders& refused,
    RecentEvents events
)
    : client_ip_(client_ip), refused_senders_(refused), events_(std::move(events), kFresh) {}

http::Reply LiveEventsEndpoint::answer(const http::Request& request, http::RequestBody& /*body*/) {
    if (!isLocalRequest(request, client_ip_)) {
        return makeRefusal(Rejection::kUnknownPath);
    }
    const auto events = events_.get();
    http::Reply reply;
    reply.body = R"({"events":)" + events.value_or("[]") + R"(,"refused":[)" +
                 listOf(refused_senders_.recent()) + "]";
    if (!events) {
        reply.body += R"(,"error":)";
        appendJsonString(reply.body, events.error());
    }
    reply.body += "}";
    return reply;
}

}  // namespace relay
