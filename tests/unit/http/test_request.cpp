#include "http/request.h"

#include "support/catch.h"

TEST_CASE("a query parameter is found by its whole name") {
    http::Request request;
    request.query = "a=1&compression&b=compression";
    CHECK(request.hasQueryParameter("a"));
    CHECK(request.hasQueryParameter("compression"));
    CHECK(request.hasQueryParameter("b"));
    CHECK_FALSE(request.hasQueryParameter("compress"));
    CHECK_FALSE(request.hasQueryParameter("1"));
    request.query = "";
    CHECK_FALSE(request.hasQueryParameter("a"));
}

TEST_CASE("a header that is not there is told apart from an empty one") {
    http::Request request;
    request.headers["origin"] = "";
    CHECK(request.header("origin") == "");
    CHECK(request.header("accept") == std::nullopt);
}
