#include "http/body_reader.h"

#include "support/catch.h"

#include <sstream>
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
    return relay::readBody(body, {limit, false}, reservation);
}

RequestBody::Hooks hooks(bool is_cut) {
    return {nullptr, [is_cut] { return is_cut; }};
}

}  // namespace

TEST_CASE("a body of fixed length is read to its length and no further") {
    std::istringstream stream("hello, next");
    RequestBody body(withLength(5), stream, hooks(false));
    CHECK_FALSE(body.allowsNextRequest());
    CHECK(read(body, 5, 100'000) == std::string("hello"));
    CHECK(body.allowsNextRequest());
}

TEST_CASE("a body that ends early is incomplete") {
    std::istringstream stream("hell");
    RequestBody body(withLength(5), stream, hooks(false));
    CHECK(read(body, 100, 100'000).error() == Rejection::kIncompleteBody);
    CHECK_FALSE(body.allowsNextRequest());
}

TEST_CASE("chunks that were cut are incomplete, and never let a request follow") {
    Request request;
    request.is_chunked = true;
    std::istringstream stream("hello");
    RequestBody whole(request, stream, hooks(false));
    CHECK(read(whole, 100, 100'000) == std::string("hello"));
    CHECK_FALSE(whole.allowsNextRequest());
    std::istringstream again("hello");
    RequestBody cut(request, again, hooks(true));
    CHECK(read(cut, 100, 100'000).error() == Rejection::kIncompleteBody);
}

TEST_CASE("the limit and the budget are checked while reading") {
    const std::string text(200'000, 'x');
    std::istringstream large(text);
    RequestBody over_limit(withLength(text.size()), large, hooks(false));
    CHECK(read(over_limit, 199'999, 1'000'000).error() == Rejection::kBodyTooLarge);
    std::istringstream again(text);
    RequestBody over_budget(withLength(text.size()), again, hooks(false));
    CHECK(read(over_budget, 200'000, 100'000).error() == Rejection::kBufferFull);
}

TEST_CASE("the client is told to go on once, before the first byte is read") {
    int calls = 0;
    std::istringstream stream("hello");
    RequestBody body(withLength(5), stream, {[&calls] { ++calls; }, [] { return false; }});
    CHECK(calls == 0);
    CHECK(read(body, 100, 100'000).has_value());
    CHECK(calls == 1);
}
