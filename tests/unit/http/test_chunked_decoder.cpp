#include "http/chunked_decoder.h"

#include "support/catch.h"
#include "wire.h"

#include <array>
#include <string>
#include <vector>

namespace {

using http::Error;

tl::expected<std::string, Error> decode(Wire& wire) {
    http::ChunkedDecoder body(wire.receiver());
    std::string text;
    for (;;) {
        std::array<char, 7> piece{};
        const auto size = body.read(piece.data(), piece.size());
        CHECK(body.isConsumed() == (size && *size == 0));
        if (!size) {
            return tl::make_unexpected(size.error());
        }
        if (*size == 0) {
            return text;
        }
        text.append(piece.data(), *size);
    }
}

const std::string kEnd = "0\r\n\r\n";

}  // namespace

TEST_CASE("chunks are joined, wherever the connection cuts them") {
    const std::size_t piece = GENERATE(1U, 2U, 3U, 1000U);
    Wire wire{
        "5\r\nhello\r\n00A;name=\"v\"\r\n, \r\n world\r\n1 ;x\r\n!\r\n" + kEnd + "GET", piece};
    CHECK(decode(wire) == std::string("hello, \r\n world!"));
    CHECK(wire.bytes == "GET");
}

TEST_CASE("trailers are skipped") {
    Wire wire{"1\r\na\r\n0\r\nExpires: never\r\nX:\r\n\r\nnext"};
    CHECK(decode(wire) == std::string("a"));
    CHECK(wire.bytes == "next");
}

TEST_CASE("what is not exactly a chunk is malformed") {
    const std::vector<std::string> malformed{
        "zz\r\n",
        "-5\r\nhello\r\n",
        "+5\r\nhello\r\n",
        "0x5\r\nhello\r\n",
        "5h\r\nhello\r\n",
        " 5\r\nhello\r\n",
        "5 \r\nhello\r\n",
        "\r\n",
        ";x\r\n",
        "100000000\r\nhello\r\n",
        std::string(18, 'F') + "\r\nhello\r\n",
        "5\nhello\r\n",
        "5\rhello\r\n",
        "5\r\nhello\n",
        "5\r\nhello, and more\r\n",
        "5\r\nhello" + kEnd,
        "5;" + std::string(2000, 'x') + "\r\nhello\r\n",
        "0\r\nno trailer\r\n\r\n",
    };
    for (const auto& text : malformed) {
        for (const std::string before : {"", "3\r\nabc\r\n"}) {
            CAPTURE(before, text);
            Wire wire{before};
            wire.bytes.append(text).append(kEnd);
            CHECK(decode(wire).error() == Error::kMalformed);
        }
    }
}

TEST_CASE("endless trailers are malformed") {
    Wire wire{"0\r\n"};
    for (int i = 0; i < 100; ++i) {
        wire.bytes += "X: y\r\n";
    }
    CHECK(decode(wire).error() == Error::kMalformed);
}

TEST_CASE("chunks that stop anywhere before their end are incomplete") {
    const std::string whole = "5\r\nhello\r\n" + kEnd;
    for (std::size_t size = 0; size < whole.size(); ++size) {
        CAPTURE(size);
        Wire wire{whole.substr(0, size)};
        CHECK(decode(wire).error() == Error::kIncomplete);
    }
}
