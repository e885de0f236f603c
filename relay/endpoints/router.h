#pragma once

#include "endpoints/access.h"
#include "endpoints/endpoint.h"
#include "endpoints/refused_origins.h"
#include "http/application.h"
#include "observe/metrics.h"

#include <functional>
#include <map>
#include <memory>
#include <string>
#include <string_view>

namespace relay {

class Log;

// Finds the endpoint for a request, answers what has none, and adds CORS headers to every reply for
// a listed origin. Nothing thrown by an endpoint gets past it. Thread-safe once all routes are
// added.
class Router : public http::Application {
public:
    Router(const AccessPolicy& access, Metrics& metrics, Log& log);

    // A GET route serves HEAD as well. `path` has no slash at its end; a request may have one.
    void add(std::string method, std::string path, std::unique_ptr<Endpoint> endpoint);

    http::Reply route(const http::Request& request, http::RequestBody& body);

    void answer(http::Exchange& exchange) override;

    // What operators and their probes ask.
    [[nodiscard]] bool isVital(const http::Request& request) const override;

    http::Reply refuse(http::Error error, const http::Request& request) override;

private:
    struct Route {
        std::string method;
        std::unique_ptr<Endpoint> endpoint;
    };

    [[nodiscard]] const Route* findRoute(std::string_view path) const;
    http::Reply dispatch(const http::Request& request, http::RequestBody& body, const Route* route);
    http::Reply refuse(Rejection rejection);
    void addOriginHeaders(http::Reply& reply, const http::Request& request) const;

    const AccessPolicy& access_;
    Metrics& metrics_;
    Log& log_;
    RefusedOrigins refused_origins_;
    std::map<std::string, Route, std::less<>> routes_;
};

}  // namespace relay
