#include "support/catch.h"

#include "clickhouse/request_target.h"

using relay::buildRequestTarget;

TEST_CASE("a request target without parameters is the path") {
    CHECK(buildRequestTarget("/", {}) == "/");
    CHECK(buildRequestTarget("/proxy/clickhouse", {}) == "/proxy/clickhouse");
    CHECK(buildRequestTarget("", {}) == "/");
}

TEST_CASE("a request target keeps the order of its parameters and a path prefix") {
    CHECK(
        buildRequestTarget("/prefix/", {{"database", "d"}, {"async_insert", "0"}, {"a", ""}}) ==
        "/prefix/?database=d&async_insert=0&a="
    );
}

TEST_CASE("a request target encodes every byte that is not unreserved") {
    CHECK(
        buildRequestTarget("/", {{"query", "SELECT 'a&b=c#d' + 1;\n\t%"}}) ==
        "/?query=SELECT%20%27a%26b%3Dc%23d%27%20%2B%201%3B%0A%09%25"
    );
    CHECK(buildRequestTarget("/", {{"q", "AZaz09-._~"}}) == "/?q=AZaz09-._~");
    CHECK(buildRequestTarget("/", {{"q", "é/?\x7f\xff"}}) == "/?q=%C3%A9%2F%3F%7F%FF");
    CHECK(buildRequestTarget("/", {{"q", std::string("\0", 1)}}) == "/?q=%00");
    CHECK(buildRequestTarget("/", {{"na me&", "v"}}) == "/?na%20me%26=v");
}
