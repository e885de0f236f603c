#include "http/gzip_inflater.h"

#include "support/catch.h"
#include "support/raw_http_client.h"

#include <string>

namespace {

using relay::GzipInflater;
using relay::Rejection;
using test_support::gzip;

// Inflates in pieces of this size.
tl::expected<std::string, Rejection> inflate(const std::string& text, std::size_t piece) {
    GzipInflater inflater;
    std::string out;
    for (std::size_t at = 0; at < text.size(); at += piece) {
        const auto added = inflater.add(text.substr(at, piece), [&out](std::string_view bytes) {
            out.append(bytes);
            return tl::expected<void, Rejection>();
        });
        if (!added) {
            return tl::make_unexpected(added.error());
        }
    }
    if (!inflater.isComplete()) {
        return tl::make_unexpected(Rejection::kIncompleteBody);
    }
    return out;
}

}  // namespace

TEST_CASE("one member or several give one text, in pieces of any size") {
    const std::string text(200'000, 'x');
    const std::size_t piece = GENERATE(std::size_t{1}, std::size_t{7}, std::size_t{100'000});
    CHECK(inflate(gzip(text), piece) == text);
    CHECK(inflate(gzip("ab") + gzip("") + gzip("cd"), piece) == std::string("abcd"));
}

TEST_CASE("a member that is cut is incomplete wherever the cut is") {
    const auto whole = gzip("some text");
    for (std::size_t size = 0; size < whole.size(); ++size) {
        CHECK(inflate(whole.substr(0, size), 3).error() == Rejection::kIncompleteBody);
    }
}

TEST_CASE("damage and garbage are errors") {
    auto damaged = gzip("some text");
    damaged[damaged.size() - 8] = static_cast<char>(damaged[damaged.size() - 8] ^ 1);  // the CRC
    CHECK(inflate(damaged, 100).error() == Rejection::kUndecodableGzip);
    CHECK(inflate(gzip("a") + "xyz", 100).error() == Rejection::kUndecodableGzip);
    CHECK(inflate("plain text", 100).error() == Rejection::kUndecodableGzip);
}

TEST_CASE("an error of the sink stops the inflater") {
    GzipInflater inflater;
    int calls = 0;
    const auto added = inflater.add(gzip(std::string(1'000'000, ' ')), [&calls](std::string_view) {
        ++calls;
        return tl::expected<void, Rejection>(tl::make_unexpected(Rejection::kBodyTooLarge));
    });
    CHECK(added.error() == Rejection::kBodyTooLarge);
    CHECK(calls == 1);
}
