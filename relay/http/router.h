#pragma once

#include "http/handler.h"
#include "ingest/access.h"
#include "observe/metrics.h"

#include <functional>
#include <map>
#include <memory>
#include <string>

namespace relay {

class Log;

// Finds the endpoint for a request, answers what has none, and adds CORS headers to every reply for
// a listed origin. Nothing thrown by a handler gets past it. Thread-safe once all routes are added.
class Router {
public:
    Router(const AccessPolicy& access, Metrics& metrics, Log& log);

    // A GET route serves HEAD as well. `path` has no slash at its end; a request may have one.
    void add(std::string method, std::string path, std::unique_ptr<Handler> handler);

    Reply route(const Request& request, RequestBody& body);

    // For what is refused before there is a request to route.
    Reply refuse(Rejection rejection);

private:
    struct Route {
        std::string method;
        std::unique_ptr<Handler> handler;
    };

    Reply dispatch(const Request& request, RequestBody& body, const Route* route);

    const AccessPolicy& access_;
    Metrics& metrics_;
    Log& log_;
    std::map<std::string, Route, std::less<>> routes_;
};

}  // namespace relay
