#include "support/catch.h"

#include "clickhouse/connection_pool.h"
#include "delivery_fixture.h"

#include <array>
#include <string_view>

using relay::ClickHouseClient;
using relay::Connection;
using relay::ConnectionPool;
using std::chrono::milliseconds;
using std::chrono::seconds;
using test_support::Answer;
using test_support::FakeClickHouse;

namespace {

// A pool whose time stands still until told otherwise.
struct PoolFixture {
    std::unique_ptr<Connection> take() { return pool.take(seconds(20)); }

    // A connection that has brought a reply.
    std::unique_ptr<Connection> takeAndUse() {
        auto connection = take();
        const auto deadline = std::chrono::steady_clock::now() + seconds(20);
        const std::array<std::string_view, 1> request{"GET / HTTP/1.1\r\nHost: x\r\n\r\n"};
        connection->send(request, deadline);
        Poco::Net::HTTPResponse response;
        connection->receiveHead(response, deadline);
        connection->receiveBody(response);
        return connection;
    }

    FakeClickHouse fake;
    std::chrono::steady_clock::time_point now;
    ConnectionPool pool{relay::Endpoint(fake.url()), [this] { return now; }};
};

relay::ClickHouseRequest makeSelect(milliseconds timeout) {
    relay::ClickHouseRequest request;
    request.query = "SELECT 1";
    request.timeout = timeout;
    return request;
}

}  // namespace

TEST_CASE("a connection is used again only before its idle time is over") {
    PoolFixture fixture;
    fixture.pool.giveBack(fixture.takeAndUse(), seconds(10));
    fixture.now += milliseconds(9'999);
    auto connection = fixture.take();
    CHECK(connection->isReused());
    fixture.pool.giveBack(std::move(connection), seconds(10));
    fixture.now += seconds(10);
    CHECK_FALSE(fixture.take()->isReused());
}

TEST_CASE("a full pool drops the connection that has idled longest") {
    PoolFixture fixture;
    std::vector<std::unique_ptr<Connection>> connections;
    connections.reserve(17);
    while (connections.size() < 17) {
        connections.push_back(fixture.takeAndUse());
    }
    fixture.pool.giveBack(std::move(connections[0]), seconds(10));
    for (std::size_t i = 1; i < connections.size(); ++i) {
        fixture.pool.giveBack(std::move(connections[i]), seconds(1));
    }
    CHECK(fixture.take()->isReused());
    fixture.now += seconds(1);  // Of all of them only the first could still be used.
    CHECK_FALSE(fixture.take()->isReused());
}

TEST_CASE("a reused connection that breaks before its reply takes the other idle ones with it") {
    const auto kind = GENERATE(Answer::Kind::kSilence, Answer::Kind::kReset);
    FakeClickHouse fake;
    ClickHouseClient client(configFor(fake));
    const auto select = [&] { return client.execute(makeSelect(seconds(20))); };
    fake.hold();
    auto one = std::async(std::launch::async, select);
    auto two = std::async(std::launch::async, select);
    REQUIRE(fake.waitForRequests(2));
    fake.release();
    REQUIRE(one.get().has_value());
    REQUIRE(two.get().has_value());
    fake.enqueue(Answer::of(kind));
    REQUIRE_FALSE(client.execute(makeSelect(milliseconds(100))).has_value());
    REQUIRE(fake.connections() == 2);
    CHECK(select().has_value());
    CHECK(fake.connections() == 3);
}
