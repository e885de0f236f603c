#include "http/reply.h"

#include "support/catch.h"

TEST_CASE("a reply says its length, also where its body is left out") {
    http::Reply reply;
    reply.body = "hello";
    reply.headers.emplace_back("X-A", "b");
    const auto text = http::serialize(reply, false, true);
    CHECK(text.starts_with("HTTP/1.1 200 OK\r\n"));
    CHECK(text.find("Content-Length: 5\r\n") != std::string::npos);
    CHECK(text.find("Connection: Keep-Alive\r\n") != std::string::npos);
    CHECK(text.find("X-A: b\r\n") != std::string::npos);
    CHECK(text.ends_with("\r\n\r\nhello"));
    const auto head = http::serialize(reply, true, false);
    CHECK(head.find("Content-Length: 5\r\n") != std::string::npos);
    CHECK(head.find("Connection: Close\r\n") != std::string::npos);
    CHECK(head.ends_with("\r\n\r\n"));
}

TEST_CASE("a reply without content has no length") {
    http::Reply reply;
    reply.status = 204;
    CHECK(http::serialize(reply, false, true).find("Content-") == std::string::npos);
}

TEST_CASE("a reply whose length is not known says how it ends") {
    const http::Reply reply;
    const auto chunked = http::serializeHead(reply, http::BodyEnd::kChunks, true);
    CHECK(chunked.find("Transfer-Encoding: chunked\r\n") != std::string::npos);
    CHECK(chunked.find("Content-Length") == std::string::npos);
    const auto closing = http::serializeHead(reply, http::BodyEnd::kClose, false);
    CHECK(closing.find("Transfer-Encoding") == std::string::npos);
    CHECK(closing.find("Content-Length") == std::string::npos);
}
