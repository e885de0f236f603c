#include "relay_fixture.h"
#include "support/catch.h"

#include <string>

namespace {

using component::kJsonType;
using component::RelayFixture;
using test_support::makeRequest;
using test_support::RawHttpClient;

const std::string kJson(kJsonType);

}  // namespace

TEST_CASE("one connection serves many requests") {
    const RelayFixture relay;
    RawHttpClient client(relay.port());
    for (int i = 0; i < 5; ++i) {
        client.send(makeRequest("POST", "/batch/", kJson, component::makeBatch(1)));
        CHECK(client.receive().status == 200);
    }
    CHECK(relay.insertCount() == 5);
}

TEST_CASE("a refusal of a whole body keeps the connection") {
    const RelayFixture relay;
    RawHttpClient client(relay.port());
    client.send(makeRequest("POST", "/batch/", kJson, "no json"));
    CHECK(client.receive().status == 400);
    client.send(makeRequest("POST", "/batch/", kJson, component::makeBatch(1)));
    CHECK(client.receive().status == 200);
}

TEST_CASE("a second request hidden in the body of a refused one is never served") {
    const std::string hidden = makeRequest("POST", "/batch/", kJson, component::makeBatch(1));
    const std::string early = GENERATE_COPY(
        makeRequest("POST", "/nope", kJson, hidden),
        makeRequest("GET", "/health", "", hidden),
        makeRequest("POST", "/batch/", kJson + "Origin: https://evil.example\r\n", hidden),
        makeRequest("POST", "/batch/", "Content-Type: text/html\r\n", hidden),
        makeRequest("POST", "/batch/", kJson + "Content-Encoding: br\r\n", hidden),
        "POST /batch/ HTTP/1.1\r\nHost: r\r\n" + kJson +
            "Content-Length: 4\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n" + hidden,
        "POST /batch/ HTTP/1.1\r\nHost: r\r\n" + kJson +
            "Transfer-Encoding: chunked\r\n\r\n2\r\n{}\r\nzz\r\n" + hidden
    );
    const RelayFixture relay;
    RawHttpClient client(relay.port());
    client.send(early);
    CHECK(client.receive().status != 0);
    CHECK(client.isClosedByServer());
    CHECK(relay.insertCount() == 0);
}

TEST_CASE("a client that is still sending sees why it was refused") {
    const RelayFixture relay;
    RawHttpClient client(relay.port());
    const std::string body(200'000, ' ');
    client.send(makeRequest("POST", "/batch/", kJson + "Origin: https://evil.example\r\n", body));
    const auto reply = client.receive();
    CHECK(reply.status == 403);
    CHECK(reply.headers.at("connection") == "Close");
}

TEST_CASE("100 Continue is sent only when the head has passed") {
    const RelayFixture relay;
    const std::string expect = "Expect: 100-continue\r\n";
    const auto batch = component::makeBatch(1);
    auto head = makeRequest("POST", "/batch/", kJson + expect, batch);
    head.resize(head.size() - batch.size());
    RawHttpClient accepted(relay.port());
    accepted.send(head);
    CHECK(accepted.receive().status == 100);
    accepted.send(batch);
    CHECK(accepted.receive().status == 200);
    RawHttpClient refused(relay.port());
    refused.send("POST /nope HTTP/1.1\r\nHost: r\r\nContent-Length: 5\r\n" + expect + "\r\n");
    CHECK(refused.receive().status == 404);
}

TEST_CASE("a flood of header bytes ends in a refusal") {
    const std::string kind = GENERATE(
        std::string("a: b\r\n"),           // very many fields
        std::string("v"),                  // one endless line
        std::string("no colon here\r\n"),  // lines that Poco skips
        "a: " + std::string(8000, 'v') + "\r\n"
    );
    const RelayFixture relay;
    RawHttpClient client(relay.port());
    std::string piece;
    while (piece.size() < 65'536) {
        piece += kind;
    }
    bool is_open = client.send("GET /health HTTP/1.1\r\nx: ");
    for (int i = 0; i < 1'000 && is_open; ++i) {
        is_open = client.send(piece);
    }
    CHECK_FALSE(is_open);  // the server closed long before 64 MB
    const auto status = client.receive().status;
    CHECK((status == 0 || status == 400 || status == 431));
    CHECK(relay.exchange(makeRequest("GET", "/health", "", "")).status == 200);
}

TEST_CASE("health answers GET and HEAD") {
    const RelayFixture relay;
    const auto reply = relay.exchange(makeRequest("GET", "/health", "", ""));
    CHECK(reply.status == 200);
    CHECK(reply.body == R"({"ok":true})");
    RawHttpClient client(relay.port());
    client.send(makeRequest("HEAD", "/health", "", ""));
    CHECK(client.receive(false).headers.at("content-length") == "11");
    client.send(makeRequest("GET", "/metrics", "", ""));
    CHECK(client.receive().body.find("relay_requests_total") != std::string::npos);
}
