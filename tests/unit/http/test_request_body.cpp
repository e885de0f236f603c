#include "http/request_body.h"

#include "support/catch.h"
#include "wire.h"

#include <array>
#include <string>

namespace {

using http::Error;
using http::Request;
using http::RequestBody;

Request withLength(std::uint64_t length) {
    Request request;
    request.content_length = length;
    return request;
}

tl::expected<std::string, Error> read(RequestBody& body) {
    std::string text;
    for (;;) {
        std::array<char, 3> piece{};
        const auto size = body.read(piece.data(), piece.size());
        if (!size) {
            return tl::make_unexpected(size.error());
        }
        if (*size == 0) {
            return text;
        }
        text.append(piece.data(), *size);
    }
}

}  // namespace

TEST_CASE("a body of fixed length is read to its length and no further") {
    Wire wire{"hello, next", 2};
    RequestBody body(withLength(5), {nullptr, wire.receiver()});
    CHECK_FALSE(body.isConsumed());
    CHECK(read(body) == std::string("hello"));
    CHECK(body.isConsumed());
    CHECK(body.received() == 5);
    CHECK(wire.bytes == ", next");
}

TEST_CASE("a body that ends early is incomplete") {
    Wire wire{"hell"};
    RequestBody body(withLength(5), {nullptr, wire.receiver()});
    CHECK(read(body).error() == Error::kIncomplete);
    CHECK_FALSE(body.isConsumed());
}

TEST_CASE("a body in chunks lets a request follow once its end was read") {
    Request request;
    request.is_chunked = true;
    Wire wire{"5\r\nhello\r\n0\r\n\r\nGET /"};
    RequestBody body(request, {nullptr, wire.receiver()});
    CHECK_FALSE(body.isConsumed());
    CHECK(read(body) == std::string("hello"));
    CHECK(body.isConsumed());
    CHECK(wire.bytes == "GET /");
}

TEST_CASE("the client is told to go on once, before the first byte is read") {
    int calls = 0;
    Wire wire{"hello", 1};
    const auto begin = [&calls] { return ++calls > 0; };
    RequestBody body(withLength(5), {begin, wire.receiver()});
    CHECK(calls == 0);
    CHECK(read(body).has_value());
    CHECK(calls == 1);
}

TEST_CASE("a client that is gone when it is told to go on has sent no body") {
    Wire wire{"hello", 1};
    RequestBody body(withLength(5), {[] { return false; }, wire.receiver()});
    CHECK(read(body).error() == Error::kIncomplete);
}
