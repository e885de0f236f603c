#include "relay_program.h"
#include "support/catch.h"
#include "support/fake_clickhouse.h"
#include "support/raw_http_client.h"
#include "support/test_ca.h"

#include <Poco/Exception.h>
#include <Poco/Net/ServerSocket.h>
#include <Poco/Net/SocketAddress.h>
#include <Poco/Net/StreamSocket.h>
#include <Poco/Timespan.h>

#include <array>
#include <csignal>
#include <map>
#include <string>

namespace {

using component::RelayProgram;
using test_support::FakeClickHouse;
using test_support::makeRequest;
using test_support::RawHttpClient;
using test_support::TestCa;
using test_support::TestCertificate;

constexpr const char* kThisHost = "DNS:localhost,IP:127.0.0.1";

std::map<std::string, std::string>
makeEnvironment(const std::string& host, const FakeClickHouse& fake, const std::string& ca_file) {
    return {
        {"HOST", "127.0.0.1"},
        {"PORT", "0"},
        {"PUBLIC_API_KEYS", "key_a"},
        {"LOG_LEVEL", "trace"},
        {"CLICKHOUSE_URL", "https://" + host + ":" + std::to_string(fake.port())},
        {"SSL_CERT_FILE", ca_file},
        {"SSL_CERT_DIR", "/nonexistent"}};
}

std::string makePost(const std::string& distinct_id = "d") {
    const std::string event = R"({"event":"e","distinct_id":")" + distinct_id + "\"}";
    const std::string body = R"({"api_key":"key_a","batch":[)" + event + "]}";
    return makeRequest("POST", "/batch/", "Content-Type: application/json\r\n", body);
}

std::string get(std::uint16_t port, const std::string& path) {
    RawHttpClient client(port);
    client.send(makeRequest("GET", path, "", ""));
    return client.receive().body;
}

// Ready and log name the cause, the event is not acknowledged, and the server sees no request.
void checkRefused(
    const TestCertificate& certificate,
    const std::string& ca_file,
    const std::string& host,
    const std::string& cause
) {
    INFO(cause);
    FakeClickHouse fake(certificate);
    RelayProgram relay({"serve"}, makeEnvironment(host, fake, ca_file));
    const auto port = relay.waitForPort();
    REQUIRE(port != 0);
    const auto ready = get(port, "/ready");
    CHECK(ready.find("ClickHouse is not trusted: ") != std::string::npos);
    CHECK(ready.find(cause) != std::string::npos);
    RawHttpClient client(port);
    client.send(makePost());
    CHECK(relay.waitForOutput("debug insert failed and may be retried attempt=2"));
    CHECK(relay.output().find(cause) != std::string::npos);
    relay.signal(SIGKILL);
    CHECK(client.receive().status == 0);  // not acknowledged
    CHECK(fake.requests().empty());
}

// Reads on to the end that the other side makes; false when none comes within 20 seconds.
bool isClosedByPeer(Poco::Net::StreamSocket& socket) {
    socket.setReceiveTimeout(Poco::Timespan(20, 0));
    std::array<char, 4096> bytes{};
    try {
        while (socket.receiveBytes(bytes.data(), static_cast<int>(bytes.size())) > 0) {
        }
        return true;
    } catch (const Poco::TimeoutException&) {
        return false;
    }
}

}  // namespace

TEST_CASE("ClickHouse behind TLS is used when SSL_CERT_FILE names its authority") {
    const std::string host = GENERATE("localhost", "127.0.0.1");
    const TestCa ca;
    FakeClickHouse fake(ca.issue(kThisHost));
    RelayProgram relay({"serve"}, makeEnvironment(host, fake, ca.file()));
    const auto port = relay.waitForPort();
    REQUIRE(port != 0);
    RawHttpClient client(port);
    client.send(makePost());
    CHECK(client.receive().status == 200);
    CHECK(fake.requests("INSERT").size() == 1);
}

TEST_CASE("a connection over TLS is kept for the next insert, and carries large ones") {
    const TestCa ca;
    FakeClickHouse fake(ca.issue(kThisHost));
    RelayProgram relay({"serve"}, makeEnvironment("localhost", fake, ca.file()));
    const auto port = relay.waitForPort();
    REQUIRE(port != 0);
    REQUIRE(relay.waitForOutput("not ready"));  // what was asked at the start is answered
    const std::string large(3'000'000, 'x');
    for (const auto& id : {std::string("small"), large, std::string("last")}) {
        RawHttpClient client(port);
        client.send(makePost(id));
        CHECK(client.receive().status == 200);
    }
    CHECK(fake.connections() == 1);
    CHECK(fake.requests("INSERT").at(1).body.find(large) != std::string::npos);
}

TEST_CASE("a certificate from an authority that is not trusted is refused") {
    const TestCa ca;
    const TestCa trusted;
    checkRefused(
        ca.issue(kThisHost),
        trusted.file(),
        "localhost",
        "localhost: unable to get local issuer certificate"
    );
}

TEST_CASE("an expired certificate is refused") {
    const TestCa ca;
    checkRefused(
        ca.issue(kThisHost, -1), ca.file(), "localhost", "localhost: certificate has expired"
    );
}

TEST_CASE("a certificate for another host is refused") {
    const TestCa ca;
    const auto certificate = ca.issue("DNS:clickhouse.example,IP:127.0.0.2");
    checkRefused(certificate, ca.file(), "localhost", "localhost: hostname mismatch");
    checkRefused(certificate, ca.file(), "127.0.0.1", "127.0.0.1: IP address mismatch");
}

TEST_CASE("a self-signed certificate is refused unless it is trusted itself") {
    const TestCa ca;
    const auto certificate = ca.selfSigned(kThisHost);
    checkRefused(certificate, ca.file(), "localhost", "localhost: self-signed certificate");
    FakeClickHouse fake(certificate);
    RelayProgram relay({"serve"}, makeEnvironment("localhost", fake, certificate.certificate_file));
    const auto port = relay.waitForPort();
    REQUIRE(port != 0);
    RawHttpClient client(port);
    client.send(makePost());
    CHECK(client.receive().status == 200);
}

TEST_CASE("a server without TLS behind an https URL gets nothing to read") {
    FakeClickHouse fake;
    RelayProgram relay({"serve"}, makeEnvironment("localhost", fake, ""));
    const auto port = relay.waitForPort();
    REQUIRE(port != 0);
    CHECK(get(port, "/ready").find("ClickHouse does not answer") != std::string::npos);
    CHECK(fake.requests().empty());
}

TEST_CASE("a server that stalls in the TLS handshake or after it keeps /ready as long as any other"
) {
    Poco::Net::ServerSocket mute(Poco::Net::SocketAddress("127.0.0.1", 0));
    const TestCa ca;
    FakeClickHouse silent(ca.issue(kThisHost));
    silent.hold();
    auto environment = makeEnvironment("localhost", silent, ca.file());
    RelayProgram after({"serve"}, environment);
    environment["CLICKHOUSE_URL"] = "https://127.0.0.1:" + std::to_string(mute.address().port());
    RelayProgram during({"serve"}, environment);
    RawHttpClient first(after.waitForPort());
    RawHttpClient second(during.waitForPort());
    first.send(makeRequest("GET", "/ready", "", ""));
    second.send(makeRequest("GET", "/ready", "", ""));
    CHECK(first.receive().body.find("ClickHouse does not answer") != std::string::npos);
    CHECK(second.receive().body.find("ClickHouse does not answer") != std::string::npos);
    // Neither server has said or closed anything: it was the relay that gave up.
    auto stalled = mute.acceptConnection();
    CHECK(isClosedByPeer(stalled));
    silent.release();
}
