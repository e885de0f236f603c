#include "endpoints/body_reader.h"

#include "http/wire.h"
#include "support/catch.h"
#include "support/raw_http_client.h"

#include <string>

namespace {

using relay::Rejection;

// What is read of a body that comes in pieces, within a limit and a budget.
tl::expected<std::string, Rejection>
read(const std::string& bytes, relay::BodyLimits limits, std::size_t budget) {
    Wire wire{bytes, 1'000};
    http::Request request;
    request.content_length = bytes.size();
    http::RequestBody body(request, {nullptr, wire.receiver()});
    relay::MemoryBudget all(budget);
    relay::MemoryReservation reservation(all);
    return relay::readBody(body, limits, reservation).map([](const auto& text) {
        return std::string(text.text());
    });
}

}  // namespace

TEST_CASE("a body is read whole, inflated where it is gzip") {
    const std::string text(300'000, 'x');
    CHECK(read(text, {300'000, false}, 1'000'000) == text);
    CHECK(read(test_support::gzip(text), {300'000, true}, 1'000'000) == text);
}

TEST_CASE("the limit and the budget are checked while reading") {
    const std::string text(200'000, 'x');
    CHECK(read(text, {199'999, false}, 1'000'000).error() == Rejection::kBodyTooLarge);
    CHECK(read(text, {200'000, false}, 100'000).error() == Rejection::kBufferFull);
    const auto gzip = test_support::gzip(text);
    CHECK(read(gzip, {199'999, true}, 1'000'000).error() == Rejection::kBodyTooLarge);
    CHECK(read(gzip, {200'000, true}, 100'000).error() == Rejection::kBufferFull);
    CHECK(read(gzip, {gzip.size() - 1, true}, 1'000'000).error() == Rejection::kBodyTooLarge);
}

TEST_CASE("gzip that is damaged or cut is undecodable") {
    const auto gzip = test_support::gzip("text");
    CHECK(read(gzip.substr(1), {100, true}, 1'000'000).error() == Rejection::kUndecodableGzip);
    CHECK(
        read(gzip.substr(0, gzip.size() - 1), {100, true}, 1'000'000).error() ==
        Rejection::kUndecodableGzip
    );
}
