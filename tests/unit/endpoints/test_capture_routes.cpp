#include "endpoints/capture_routes.h"

#include "dialects/translator.h"
#include "support/catch.h"

TEST_CASE("no route takes events for what an operator says") {
    const auto routes = relay::captureRoutes();
    CHECK(routes.size() > 30);
    for (const auto& [path, route] : routes) {
        CAPTURE(path);
        CHECK(route.dialect != dialects::kOperator);
    }
}
