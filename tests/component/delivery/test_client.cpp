#include "support/catch.h"

#include "clickhouse/client.h"
#include "delivery_fixture.h"

#include <Poco/Exception.h>

using relay::ClickHouseClient;
using relay::ClickHouseError;
using relay::ClickHouseRequest;
using test_support::Answer;
using test_support::FakeClickHouse;

namespace {

ClickHouseRequest makeRequest(std::string_view query, std::vector<std::string_view> data = {}) {
    ClickHouseRequest request;
    request.query = query;
    request.data = std::move(data);
    return request;
}

}  // namespace

TEST_CASE("a statement without data goes in the body, for the configured database") {
    FakeClickHouse fake;
    fake.enqueue(Answer::ok("1\n"));
    ClickHouseClient client(configFor(fake));
    const auto reply = client.execute(makeRequest("SELECT 1"));
    REQUIRE(reply.has_value());
    CHECK(*reply == "1\n");
    const auto request = fake.requests().at(0);
    CHECK(request.method == "POST");
    CHECK(request.body == "SELECT 1");
    CHECK(
        request.target ==
        "/?database=product_analytics&wait_end_of_query=1&send_progress_in_http_headers=0"
    );
}

TEST_CASE("with data the query goes in the URL and the data in the body") {
    FakeClickHouse fake;
    ClickHouseClient client(configFor(fake));
    const std::string large = "{\"a\":\"" + std::string(100'000, 'x') + "\"}\n";
    auto statement = makeRequest(
        "INSERT INTO t FORMAT JSONEachRow", {"{\"a\":1}\n", "{\"a\":2}\n", large, "{\"a\":3}\n"}
    );
    statement.settings = {{"async_insert", "0"}};
    statement.use_database = false;
    REQUIRE(client.execute(statement).has_value());
    const auto request = fake.requests().at(0);
    CHECK(request.parameter("query") == "INSERT INTO t FORMAT JSONEachRow");
    CHECK(request.parameter("async_insert") == "0");
    CHECK(request.parameters.count("database") == 0);
    CHECK(request.body == "{\"a\":1}\n{\"a\":2}\n" + large + "{\"a\":3}\n");
}

TEST_CASE("user and password travel in headers and never in the URL") {
    FakeClickHouse fake;
    ClickHouseClient client(configFor(fake));
    REQUIRE(client.execute(makeRequest("SELECT 1")).has_value());
    const auto request = fake.requests().at(0);
    CHECK(request.headers.at("x-clickhouse-user") == "default");
    CHECK(request.headers.at("x-clickhouse-key") == "s3cret");
    CHECK(request.target.find("s3cret") == std::string::npos);
}

TEST_CASE("the path of CLICKHOUSE_URL is kept as a prefix") {
    FakeClickHouse fake;
    auto config = configFor(fake);
    config.url += "/a%20b/c/";
    ClickHouseClient client(config);
    REQUIRE(client.execute(makeRequest("SELECT 1")).has_value());
    CHECK(fake.requests().at(0).target.starts_with("/a%20b/c/?database="));
}

TEST_CASE("a server's error carries status, code and a message without the password") {
    FakeClickHouse fake;
    fake.enqueue(Answer::error(403, 516, "default: s3cret: Authentication failed\n"));
    ClickHouseClient client(configFor(fake));
    const auto reply = client.execute(makeRequest("SELECT 1"));
    REQUIRE_FALSE(reply.has_value());
    CHECK(reply.error().kind == ClickHouseError::Kind::kServer);
    CHECK(reply.error().http_status == 403);
    CHECK(reply.error().code == 516);
    CHECK(reply.error().message == "default: [hidden]: Authentication failed");
}

TEST_CASE("an error in rows is cut short, for it may quote them") {
    const std::string message =
        "Code: 27. " + std::string(190, '.') + " before: 'private' (CANNOT_PARSE_TEXT)";
    FakeClickHouse fake;
    fake.enqueue(Answer::error(400, 27, message), 2);
    ClickHouseClient client(configFor(fake));
    const auto rows = client.execute(makeRequest("INSERT INTO t FORMAT JSONEachRow", {"{}\n"}));
    REQUIRE_FALSE(rows.has_value());
    CHECK(rows.error().message == message.substr(0, 200) + "...(CANNOT_PARSE_TEXT)");
    const auto statement = client.execute(makeRequest("SELECT 1"));
    REQUIRE_FALSE(statement.has_value());
    CHECK(statement.error().message == message);
}

TEST_CASE("a user or password that could forge a header is refused") {
    const auto is_refused = [](const std::string& user, const std::string& password) {
        relay::ClickHouseConfig config;
        config.user = user;
        config.password = password;
        try {
            const ClickHouseClient client(config);
            return false;
        } catch (const Poco::SyntaxException& exception) {
            return exception.displayText().find("forged") == std::string::npos;
        }
    };
    CHECK(is_refused("default\r\nforged: 1", ""));
    CHECK(is_refused("default", "secret\nforged: 1"));
    CHECK(is_refused("default", std::string("a\0b", 3)));
    CHECK_FALSE(is_refused("default", "p\xC3\xA4ss w0rd"));
}

TEST_CASE("a reply that ends too early is a transport error") {
    const auto kind =
        GENERATE(Answer::Kind::kHalfReply, Answer::Kind::kReset, Answer::Kind::kHalfChunk);
    FakeClickHouse fake;
    fake.enqueue(Answer::of(kind));
    ClickHouseClient client(configFor(fake));
    const auto reply = client.execute(makeRequest("SELECT 1"));
    REQUIRE_FALSE(reply.has_value());
    CHECK(reply.error().kind == ClickHouseError::Kind::kTransport);
}

TEST_CASE("an exception at the end of a 200 is a server error") {
    FakeClickHouse fake;
    fake.enqueue(Answer::of(Answer::Kind::kExceptionTail));
    ClickHouseClient client(configFor(fake));
    const auto reply = client.execute(makeRequest("SELECT 1"));
    REQUIRE_FALSE(reply.has_value());
    CHECK(reply.error().kind == ClickHouseError::Kind::kServer);
    CHECK(reply.error().http_status == 200);
}

TEST_CASE("a server that never answers is a timeout") {
    FakeClickHouse fake;
    fake.enqueue(Answer::of(Answer::Kind::kSilence));
    ClickHouseClient client(configFor(fake));
    auto statement = makeRequest("SELECT 1");
    statement.timeout = std::chrono::milliseconds(50);
    const auto reply = client.execute(statement);
    REQUIRE_FALSE(reply.has_value());
    CHECK(reply.error().kind == ClickHouseError::Kind::kTimeout);
}

TEST_CASE("a connection is kept for the next statement, and replaced when the server restarted") {
    FakeClickHouse fake;
    ClickHouseClient client(configFor(fake));
    REQUIRE(client.execute(makeRequest("SELECT 1")).has_value());
    REQUIRE(client.execute(makeRequest("SELECT 2")).has_value());
    CHECK(fake.connections() == 1);
    fake.stopListening();
    const auto while_down = client.execute(makeRequest("SELECT 3"));
    REQUIRE_FALSE(while_down.has_value());
    CHECK(while_down.error().kind == ClickHouseError::Kind::kTransport);
    fake.listenAgain();
    CHECK(client.execute(makeRequest("SELECT 4")).has_value());
}
