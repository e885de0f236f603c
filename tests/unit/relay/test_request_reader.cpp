#include "http/request_reader.h"

#include "support/catch.h"

#include <Poco/Net/HTTPRequest.h>

#include <string>

namespace {

using relay::Rejection;

Poco::Net::HTTPRequest makePost() {
    return {"POST", "/batch/?a=b?c", "HTTP/1.1"};
}

Rejection refusal(const std::string& name, const std::string& value, const std::string& more = "") {
    auto request = makePost();
    request.add(name, value);
    if (!more.empty()) {
        request.add("Content-Length", more);
    }
    const auto result = relay::readRequest(request);
    REQUIRE_FALSE(result);
    return result.error();
}

}  // namespace

TEST_CASE("path, query and headers are taken over") {
    auto source = makePost();
    source.add("X-Forwarded-For", "a ");
    source.add("x-forwarded-for", "b");
    source.add("Content-Length", "12");
    const auto request = relay::readRequest(source);
    REQUIRE(request);
    CHECK(request->path == "/batch/");
    CHECK(request->query == "a=b?c");
    CHECK(request->header("x-forwarded-for") == "a, b");
    CHECK(request->content_length == 12);
    CHECK_FALSE(request->is_chunked);
}

TEST_CASE("whatever leaves the end of a request open is refused") {
    CHECK(refusal("Transfer-Encoding", "chunked", "3") == Rejection::kAmbiguousLength);
    CHECK(refusal("Transfer-Encoding", "gzip, chunked") == Rejection::kMalformedRequest);
    CHECK(refusal("Content-Length", "3", "3") == Rejection::kMalformedRequest);
    CHECK(refusal("Content-Length", "-3") == Rejection::kMalformedRequest);
    CHECK(refusal("Content-Length", "99999999999999999999") == Rejection::kMalformedRequest);
    CHECK(refusal("Content-Length ", "3") == Rejection::kMalformedRequest);
    auto old = makePost();
    old.setVersion("HTTP/1.0");
    old.add("Transfer-Encoding", "chunked");
    CHECK(relay::readRequest(old).error() == Rejection::kMalformedRequest);
}
