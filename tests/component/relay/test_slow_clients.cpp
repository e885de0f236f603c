#include "relay_fixture.h"
#include "support/catch.h"

#include <string>

namespace {

using component::kJsonType;
using component::makeConfig;
using component::makeUnfinished;
using component::RelayFixture;
using std::chrono::milliseconds;
using test_support::RawHttpClient;

const std::string kJson(kJsonType);

http::Limits impatient() {
    http::Limits limits;
    limits.receive.head_time = milliseconds(50);
    limits.receive.stall_time = milliseconds(50);
    return limits;
}

}  // namespace

TEST_CASE("a body that stalls is refused and ends the connection") {
    const std::string request = GENERATE(
        makeUnfinished(kJson, component::makeBatch(1)),
        makeUnfinished(kJson, component::makeBatch(10'000)),
        "POST /batch/ HTTP/1.1\r\nHost: r\r\n" + kJson +
            "Transfer-Encoding: chunked\r\n\r\n5\r\n{\"bat"
    );
    const RelayFixture relay(makeConfig(), impatient());
    RawHttpClient client(relay.port());
    client.send(request);
    const auto reply = client.receive();
    CHECK(reply.status == 408);
    CHECK(reply.body == R"({"status":"error","error":"request arrives too slowly"})");
    CHECK(client.isClosedByServer());
    CHECK(relay.insertCount() == 0);
}

TEST_CASE("a body that never ends is refused, however fast it comes") {
    auto limits = impatient();
    limits.receive.body_time = milliseconds(50);
    limits.receive.stall_time = milliseconds(10'000);
    const RelayFixture relay(makeConfig(), limits);
    RawHttpClient client(relay.port());
    client.send(makeUnfinished(kJson, component::makeBatch(1)));
    CHECK(client.receive().status == 408);
}

TEST_CASE("a head that stalls is refused") {
    const RelayFixture relay(makeConfig(), impatient());
    RawHttpClient client(relay.port());
    client.send("POST /batch/ HTTP/1.1\r\nContent-Le");
    CHECK(client.receive().status == 408);
    CHECK(client.isClosedByServer());
}
