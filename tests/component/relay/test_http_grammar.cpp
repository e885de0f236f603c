#include "relay_fixture.h"
#include "support/catch.h"

#include <string>

namespace {

using component::RelayFixture;
using test_support::RawHttpClient;

// A POST /batch/ with these header lines, of which one is the Host.
std::string post(const std::string& target, const std::string& version, const std::string& lines) {
    const auto batch = component::makeBatch(1);
    return "POST " + target + " " + version + "\r\n" + lines + std::string(component::kJsonType) +
           "Content-Length: " + std::to_string(batch.size()) + "\r\n\r\n" + batch;
}

const std::string kHost = "Host: r\r\n";

}  // namespace

TEST_CASE("a target may be a whole URL, and empty lines may come before a request") {
    const RelayFixture relay;
    RawHttpClient client(relay.port());
    client.send(post("http://relay.example/batch/", "HTTP/1.1", kHost) + "\r\n\r\n");
    CHECK(client.receive().status == 200);
    client.send("\r\n" + post("/batch/", "HTTP/1.1", kHost));
    CHECK(client.receive().status == 200);
}

TEST_CASE("a host is named exactly once, but by HTTP/1.0") {
    const RelayFixture relay;
    CHECK(relay.exchange(post("/batch/", "HTTP/1.1", "")).status == 400);
    CHECK(relay.exchange(post("/batch/", "HTTP/1.1", kHost + kHost)).status == 400);
    CHECK(relay.exchange(post("/batch/", "HTTP/1.0", "")).status == 200);
    CHECK(relay.insertCount() == 1);
}

TEST_CASE("a connection ends where the list of its options says so") {
    const RelayFixture relay;
    RawHttpClient client(relay.port());
    client.send(post("/batch/", "HTTP/1.1", kHost + "Connection: x-trace, Close\r\n"));
    CHECK(client.receive().headers.at("connection") == "Close");
    CHECK(client.isClosedByServer());
}

TEST_CASE("HTTP/1.0 is never told to continue") {
    const RelayFixture relay;
    RawHttpClient client(relay.port());
    client.send(post("/batch/", "HTTP/1.0", "Expect: 100-continue\r\n"));
    CHECK(client.receive().status == 200);
}

TEST_CASE("requests that were sent behind each other are answered one by one") {
    const RelayFixture relay;
    RawHttpClient client(relay.port());
    const auto one = post("/batch/", "HTTP/1.1", kHost);
    client.send(one + one + "GET /health HTTP/1.1\r\nHost: r\r\n\r\n");
    CHECK(client.receive().status == 200);
    CHECK(client.receive().status == 200);
    CHECK(client.receive().body == R"({"ok":true})");
    CHECK(relay.insertCount() == 2);
}
