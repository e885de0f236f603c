#include "http/head_parser.h"

#include "support/catch.h"

#include <string>

namespace {

using http::Error;
using http::Request;

const std::string kPost = "POST /batch/?a=b?c HTTP/1.1\r\nHost: relay\r\n";

tl::expected<Request, Error> parse(const std::string& head) {
    Request request;
    return http::parseHead(head + "\r\n", request).map([&request] { return request; });
}

Error refusal(const std::string& head) {
    CAPTURE(head);
    const auto result = parse(head);
    REQUIRE_FALSE(result);
    return result.error();
}

}  // namespace

TEST_CASE("method, path, query and headers are taken over") {
    const auto request =
        parse(kPost + "X-Forwarded-For: a \r\nx-forwarded-for:\tb\r\nContent-Length: 12\r\n");
    REQUIRE(request);
    CHECK(request->method == "POST");
    CHECK(request->path == "/batch/");
    CHECK(request->query == "a=b?c");
    CHECK(request->header("x-forwarded-for") == "a, b");
    CHECK(request->header("host") == "relay");
    CHECK(request->content_length == 12);
    CHECK_FALSE(request->is_chunked);
    CHECK_FALSE(request->is_http_10);
    CHECK(parse("GET / HTTP/1.0\r\n")->is_http_10);
    CHECK(parse(kPost + "Transfer-Encoding: Chunked\r\n")->is_chunked);
}

TEST_CASE("a target may be a whole URL") {
    const auto pathOf = [](const std::string& target) {
        const auto request = parse("GET " + target + " HTTP/1.1\r\nHost: r\r\n");
        return request ? request->path + "|" + request->query : "";
    };
    CHECK(pathOf("http://relay.example:8080/ready?x=1") == "/ready|x=1");
    CHECK(pathOf("https://relay.example") == "/|");
    CHECK(pathOf("http://relay.example?x") == "/|x");
    CHECK(pathOf("/a?u=http://b/c") == "/a|u=http://b/c");
    CHECK(pathOf("*") == "*|");
    CHECK(pathOf("/?q=\xc3\xa4") == "/|q=\xc3\xa4");
}

TEST_CASE("whatever leaves the end of a request open is refused") {
    CHECK(
        refusal(kPost + "Transfer-Encoding: chunked\r\nContent-Length: 3\r\n") ==
        Error::kAmbiguousLength
    );
    for (const std::string field :
         {"Transfer-Encoding: gzip, chunked",
          "Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked",
          "Transfer-Encoding: \vchunked",
          "Content-Length: 3\r\nContent-Length: 3",
          "Content-Length: 3, 3",
          "Content-Length: -3",
          "Content-Length: +3",
          "Content-Length: 3x",
          "Content-Length: \f3",
          "Content-Length: ",
          "Content-Length: 99999999999999999999",
          "Content-Length : 3"}) {
        CHECK(refusal(kPost + field + "\r\n") == Error::kMalformed);
    }
    CHECK(refusal("POST / HTTP/1.0\r\nTransfer-Encoding: chunked\r\n") == Error::kMalformed);
}

TEST_CASE("a request line is exactly three words") {
    for (const std::string line :
         {"",
          "GET",
          "GET /",
          "GET  HTTP/1.1",
          "GET /a b HTTP/1.1",
          "GET / HTTP/1.1 ",
          " GET / HTTP/1.1",
          "G(T / HTTP/1.1",
          "GET / HTTP/2.0",
          "GET / http/1.1",
          "GET /\t HTTP/1.1"}) {
        CHECK(refusal(line + "\r\nHost: r\r\n") == Error::kMalformed);
    }
}

TEST_CASE("a field is a name, a colon and a value, and names its host once") {
    const std::string get = "GET / HTTP/1.1\r\n";
    for (const std::string fields :
         {"",
          "Host: a\r\nHost: a\r\n",
          "Host: a\r\nno colon\r\n",
          "Host: a\r\n: empty\r\n",
          "Host: a\r\n folded: b\r\n",
          "Host: a\r\nX: a\rb\r\n"}) {
        CHECK(refusal(get + fields) == Error::kMalformed);
    }
    CHECK(refusal(get + "Host: a\r\nX: " + std::string("a\0b", 3) + "\r\n") == Error::kMalformed);
    CHECK(parse(get + "Host:\r\n"));
    CHECK(parse("GET / HTTP/1.0\r\n"));
}

TEST_CASE("what came before an error can still be read") {
    Request request;
    CHECK_FALSE(http::parseHead("POST / HTTP/1.1\r\nOrigin: o\r\nbroken\r\n\r\n", request));
    CHECK(request.header("origin") == "o");
}

TEST_CASE("a connection stays as the versions and the list of options say") {
    const auto stays = [](const std::string& version, const std::string& options) {
        return parse("GET / " + version + "\r\nHost: r\r\nConnection: " + options + "\r\n")
            ->wantsToStay();
    };
    CHECK(stays("HTTP/1.1", ""));
    CHECK(stays("HTTP/1.1", "closed"));
    CHECK_FALSE(stays("HTTP/1.1", "TE, Close"));
    CHECK_FALSE(stays("HTTP/1.1", "keep-alive,close"));
    CHECK_FALSE(stays("HTTP/1.0", ""));
    CHECK(stays("HTTP/1.0", "Keep-Alive"));
}

TEST_CASE("only HTTP/1.1 waits to be told to continue") {
    CHECK(parse("POST / HTTP/1.1\r\nHost: r\r\nExpect: 100-Continue\r\n")->waitsForContinue());
    CHECK_FALSE(parse("POST / HTTP/1.0\r\nExpect: 100-continue\r\n")->waitsForContinue());
    CHECK_FALSE(parse(kPost)->waitsForContinue());
}
