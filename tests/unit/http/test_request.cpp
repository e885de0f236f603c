#include "http/request.h"

#include "support/catch.h"

TEST_CASE("a query parameter is found by its whole name") {
    http::Request request;
    request.query = "a=1&compression&b=compression=2";
    CHECK(request.queryParameter("a") == "1");
    CHECK(request.queryParameter("compression") == "");
    CHECK(request.queryParameter("b") == "compression=2");
    CHECK(request.queryParameter("compress") == std::nullopt);
    CHECK(request.queryParameter("1") == std::nullopt);
    request.query = "";
    CHECK(request.queryParameter("a") == std::nullopt);
}

TEST_CASE("a header that is not there is told apart from an empty one") {
    http::Request request;
    request.headers["origin"] = "";
    CHECK(request.header("origin") == "");
    CHECK(request.header("accept") == std::nullopt);
}
