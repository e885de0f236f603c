#pragma once

#include "endpoints/access.h"
#include "endpoints/endpoint.h"
#include "endpoints/refused_senders.h"
#include "http/application.h"
#include "observe/metrics.h"

#include <functional>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace relay {

class Log;

// Finds the endpoint for a request, answers what has none, and adds CORS headers to every reply for
// a listed origin. Nothing thrown by an endpoint gets past it. Thread-safe once all routes are
// added.
class Router : public http::Application {
public:
    // Serves its routes at the root, and below `base_path`, which may be empty.
    Router(
        std::string base_path,
        const AccessPolicy& access,
        RefusedSenders& refused_senders,
        Metrics& metrics,
        Log& log
    );

    // A GET route serves HEAD as well. `path` has no slash at its end; a request may have one. A
    // segment `*` stands for any one.
    void add(std::string method, std::string path, std::unique_ptr<Endpoint> endpoint);

    // The same for what operators and their probes ask: it is answered in any crowd.
    void addVital(std::string path, std::unique_ptr<Endpoint> endpoint);

    http::Reply route(const http::Request& request, http::RequestBody& body);

    void answer(http::Exchange& exchange) override;

    [[nodiscard]] bool isVital(const http::Request& request) const override;

    http::Reply refuse(http::Error error, const http::Request& request) override;

private:
    struct Route {
        std::string path;  // as it was added
        std::string method;
        bool is_vital;
        std::unique_ptr<Endpoint> endpoint;
    };

    [[nodiscard]] const Route* findRoute(const http::Request& request) const;
    Route& addRoute(std::string method, std::string path, std::unique_ptr<Endpoint> endpoint);
    http::Reply dispatch(const http::Request& request, http::RequestBody& body, const Route* route);
    http::Reply refuse(Rejection rejection);
    void addOriginHeaders(http::Reply& reply, const http::Request& request) const;

    const std::string base_path_;
    const AccessPolicy& access_;
    Metrics& metrics_;
    Log& log_;
    RefusedSenders& refused_senders_;
    std::map<std::string, Route, std::less<>> routes_;
    std::vector<const Route*> patterns_;  // those with a segment `*`
};

}  // namespace relay
