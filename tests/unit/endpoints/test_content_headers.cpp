#include "endpoints/content_headers.h"

#include "support/catch.h"

using relay::ContentType;

TEST_CASE("content types are compared without case and parameters") {
    CHECK(relay::parseContentType("application/json") == ContentType::kJson);
    CHECK(relay::parseContentType("Application/JSON ; charset=utf-8") == ContentType::kJson);
    CHECK(relay::parseContentType("application/x-ndjson") == ContentType::kNdjson);
    for (const auto* type : {"", "application/jsonx", "text/json", "application/ndjson"}) {
        CHECK(relay::parseContentType(type) == std::nullopt);
    }
}
