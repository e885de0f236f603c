#include "http/body_reader.h"

#include "support/catch.h"
#include "wire.h"

#include <string>

namespace {

using relay::Rejection;
using relay::Request;
using relay::RequestBody;

Request withLength(std::uint64_t length) {
    Request request;
    request.content_length = length;
    return request;
}

tl::expected<std::string, Rejection>
read(RequestBody& body, std::size_t limit, std::size_t budget) {
    relay::MemoryBudget all(budget);
    relay::MemoryReservation reservation(all);
    return relay::readBody(body, {limit, false}, reservation).map([](const auto& bytes) {
        return std::string(bytes.text());
    });
}

}  // namespace

TEST_CASE("a body of fixed length is read to its length and no further") {
    Wire wire{"hello, next", 2};
    RequestBody body(withLength(5), {nullptr, wire.receiver()});
    CHECK_FALSE(body.allowsNextRequest());
    CHECK(read(body, 5, 100'000) == std::string("hello"));
    CHECK(body.allowsNextRequest());
    CHECK(wire.bytes == ", next");
}

TEST_CASE("a body that ends early is incomplete") {
    Wire wire{"hell"};
    RequestBody body(withLength(5), {nullptr, wire.receiver()});
    CHECK(read(body, 100, 100'000).error() == Rejection::kIncompleteBody);
    CHECK_FALSE(body.allowsNextRequest());
}

TEST_CASE("a body in chunks lets a request follow once its end was read") {
    Request request;
    request.is_chunked = true;
    Wire wire{"5\r\nhello\r\n0\r\n\r\nGET /"};
    RequestBody body(request, {nullptr, wire.receiver()});
    CHECK_FALSE(body.allowsNextRequest());
    CHECK(read(body, 100, 100'000) == std::string("hello"));
    CHECK(body.allowsNextRequest());
    CHECK(wire.bytes == "GET /");
}

TEST_CASE("the limit and the budget are checked while reading") {
    const std::string text(200'000, 'x');
    Wire wire{text};
    RequestBody over_limit(withLength(text.size()), {nullptr, wire.receiver()});
    CHECK(read(over_limit, 199'999, 1'000'000).error() == Rejection::kBodyTooLarge);
    wire.bytes = text;
    RequestBody over_budget(withLength(text.size()), {nullptr, wire.receiver()});
    CHECK(read(over_budget, 200'000, 100'000).error() == Rejection::kBufferFull);
}

TEST_CASE("the client is told to go on once, before the first byte is read") {
    int calls = 0;
    Wire wire{"hello", 1};
    const auto begin = [&calls] { return ++calls > 0; };
    RequestBody body(withLength(5), {begin, wire.receiver()});
    CHECK(calls == 0);
    CHECK(read(body, 100, 100'000).has_value());
    CHECK(calls == 1);
}

TEST_CASE("a client that is gone when it is told to go on has sent no body") {
    Wire wire{"hello", 1};
    RequestBody body(withLength(5), {[] { return false; }, wire.receiver()});
    CHECK(read(body, 100, 100'000).error() == Rejection::kIncompleteBody);
}
