#include "http/head_splitter.h"

#include "support/catch.h"

#include <array>
#include <string>

namespace {

using http::Error;
using http::HeadSplitter;

constexpr std::size_t kMaxHead = 100;

// The first head in bytes that come in pieces of this size, and what follows it.
tl::expected<std::string, Error> split(const std::string& bytes, std::size_t piece) {
    HeadSplitter splitter(kMaxHead);
    for (std::size_t at = 0; at < bytes.size(); at += piece) {
        splitter.add(bytes.substr(at, piece));
        const auto head = splitter.takeHead();
        if (!head) {
            return tl::make_unexpected(head.error());
        }
        if (*head) {
            std::array<char, 1000> rest{};
            splitter.add(bytes.substr(std::min(at + piece, bytes.size())));
            const auto size = splitter.takeBody(rest.data(), rest.size());
            return **head + "|" + std::string(rest.data(), size);
        }
    }
    return std::string("unfinished");
}

const std::string kHead = "GET / HTTP/1.1\r\nHost: r\r\n\r\n";

}  // namespace

TEST_CASE("a head ends with its empty line, wherever the connection cuts it") {
    for (std::size_t piece = 1; piece < 40; ++piece) {
        CAPTURE(piece);
        CHECK(split(kHead + "body\r\n\r\n", piece) == kHead + "|body\r\n\r\n");
        CHECK(split("\r\n\r\n" + kHead, piece) == kHead + "|");
    }
    CHECK(split(kHead.substr(0, kHead.size() - 1), 1) == std::string("unfinished"));
}

TEST_CASE("requests behind each other are taken one by one, with their bodies between") {
    HeadSplitter splitter(kMaxHead);
    splitter.add(kHead + "abc" + kHead);
    CHECK(splitter.takeHead()->value() == kHead);
    std::array<char, 3> body{};
    CHECK(splitter.takeBody(body.data(), 2) == 2);
    CHECK(splitter.takeBody(body.data(), 1) == 1);
    CHECK(splitter.takeHead()->value() == kHead);
    CHECK(splitter.buffered() == 0);
    CHECK(splitter.takeBody(body.data(), 1) == 0);
}

TEST_CASE("a line feed without its carriage return is malformed") {
    CHECK(split("GET / HTTP/1.1\n\n", 1).error() == Error::kMalformed);
    CHECK(split("\n", 1).error() == Error::kMalformed);
    CHECK(split(kHead.substr(0, kHead.size() - 2) + "\n", 100).error() == Error::kMalformed);
}

TEST_CASE("what begins as no request is malformed at once") {
    CHECK(split("\x16\x03\x01", 3).error() == Error::kMalformed);
    CHECK(split(" GET", 4).error() == Error::kMalformed);
}

TEST_CASE("a head is bounded") {
    const std::string line = "GET /" + std::string(kMaxHead - 5, 'x');
    CHECK(split(line, 1) == std::string("unfinished"));
    CHECK(split(line + "x", 1).error() == Error::kHeadTooLarge);
    CHECK(split("\r\n\r\n" + line, 1) == std::string("unfinished"));
}
