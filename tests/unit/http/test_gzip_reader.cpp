#include "http/gzip_reader.h"

#include "support/catch.h"
#include "support/raw_http_client.h"

#include <algorithm>
#include <cstring>
#include <string>
#include <vector>

namespace {

using http::Error;
using http::GzipReader;
using test_support::gzip;

// Reads it all, where the source gives pieces of one size and the reader fills pieces of another.
tl::expected<std::string, Error>
inflate(std::string compressed, std::size_t source_piece, std::size_t target_piece = 1'000) {
    GzipReader reader([&](char* target, std::size_t size) -> tl::expected<std::size_t, Error> {
        const auto count = std::min({size, compressed.size(), source_piece});
        std::memcpy(target, compressed.data(), count);
        compressed.erase(0, count);
        return count;
    });
    std::string text;
    std::vector<char> piece(target_piece);
    for (;;) {
        const auto size = reader.read(piece.data(), piece.size());
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

TEST_CASE("one member or several give one text, in pieces of any size") {
    const std::string text(200'000, 'x');
    const std::size_t piece = GENERATE(std::size_t{1}, std::size_t{7}, std::size_t{100'000});
    CHECK(inflate(gzip(text), piece) == text);
    CHECK(inflate(gzip(text), 100'000, piece) == text);
    CHECK(inflate(gzip("ab") + gzip("") + gzip("cd"), piece) == std::string("abcd"));
}

TEST_CASE("a member that is cut is truncated wherever the cut is") {
    const auto whole = gzip("some text");
    for (std::size_t size = 0; size < whole.size(); ++size) {
        CHECK(inflate(whole.substr(0, size), 3).error() == Error::kTruncatedGzip);
    }
}

TEST_CASE("damage and garbage are errors") {
    auto damaged = gzip("some text");
    damaged[damaged.size() - 8] = static_cast<char>(damaged[damaged.size() - 8] ^ 1);  // the CRC
    CHECK(inflate(damaged, 100).error() == Error::kUndecodableGzip);
    CHECK(inflate(gzip("a") + "xyz", 100).error() == Error::kUndecodableGzip);
    CHECK(inflate("plain text", 100).error() == Error::kUndecodableGzip);
}

TEST_CASE("an error of the source is handed on") {
    GzipReader reader([](char*, std::size_t) -> tl::expected<std::size_t, Error> {
        return tl::make_unexpected(Error::kTooSlow);
    });
    char byte = '\0';
    CHECK(reader.read(&byte, 1).error() == Error::kTooSlow);
}
