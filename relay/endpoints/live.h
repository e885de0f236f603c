#pragma once

#include "endpoints/client_ip.h"
#include "endpoints/endpoint.h"
#include "endpoints/recent_answer.h"
#include "endpoints/refused_senders.h"

#include <tl/expected.hpp>

#include <functional>
#include <string>

namespace relay {

// The events of the last moments as a JSON array, each with a `place` of its own; or one line why
// ClickHouse does not tell.
using RecentEvents = std::function<tl::expected<std::string, std::string>()>;

// Whether a request comes from this machine: from a loopback address, not forwarded by a proxy that
// TRUSTED_PROXIES does not name (as X-Forwarded-For tells), for a loopback name in Host (any other
// name of this address may be DNS rebinding), and without an Origin header, which a page of another
// site has to send to read the answer.
bool isLocalRequest(const http::Request& request, const ClientIp& client_ip);

// GET /live: a page that shows events as they arrive. Who is not local finds nothing there.
class LivePageEndpoint : public Endpoint {
public:
    // Keeps the reference.
    explicit LivePageEndpoint(const ClientIp& client_ip) : client_ip_(client_ip) {}

    http::Reply answer(const http::Request& request, http::RequestBody& body) override;

private:
    const ClientIp& client_ip_;
};

// GET /live/events: what the page shows: {"events": [...], "refused": [{"kind", "name", "times"}],
// "error"?}.
class LiveEventsEndpoint : public Endpoint {
public:
    // Keeps the references.
    LiveEventsEndpoint(const ClientIp& client_ip, RefusedSenders& refused, RecentEvents events);

    http::Reply answer(const http::Request& request, http::RequestBody& body) override;

private:
    const ClientIp& client_ip_;
    RefusedSenders& refused_senders_;
    RecentAnswer<tl::expected<std::string, std::string>> events_;
};

}  // namespace relay
