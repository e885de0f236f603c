#include "followed_tail.h"
#include "support/catch.h"
#include "support/http_exchange.h"
#include "support/stack.h"

#include <csignal>
#include <string>

namespace observe_tests {

using test_support::Stack;

namespace {

void send(const Stack& stack, const std::string& key, const std::string& events) {
    test_support::HttpConnection relay(stack.url());
    const std::string body = R"({"api_key":")" + key + R"(","batch":[)" + events + "]}";
    const auto reply =
        relay.call({"POST", "/batch/", {{"Content-Type", "application/json"}}, body});
    REQUIRE(reply.status == 200);
}

std::string event(const std::string& name, const std::string& id, const std::string& more = "") {
    return R"({"event":")" + name + R"(","distinct_id":")" + id + "\"" + more + "}";
}

}  // namespace

TEST_CASE("tail shows what is stored, warned about and rejected, and the person by then") {
    const Stack stack;
    send(stack, "golden_key", event("before", "u0"));
    FollowedTail tail(stack.clickhouseUrl(), {});
    FollowedTail json(stack.clickhouseUrl(), {"--json"});
    send(
        stack,
        "golden_key",
        event("$identify", "ann", R"(,"properties":{"$anon_distinct_id":"u1"})")
    );
    send(
        stack,
        "golden_key",
        event("paid", "u1", R"(,"properties":{"$host":"shop.example"})") + "," +
            event("page", "u2", R"(,"timestamp":"soon")") + R"(,{"distinct_id":"u3"})"
    );
    INFO(tail.output());
    const auto person =
        stack.value("SELECT DISTINCT person_id FROM events WHERE distinct_id = 'ann'");
    CHECK(tail.waitFor("\tstored\tgolden_key\tpaid\tu1\t" + person + "\tshop.example\t\n"));
    CHECK(tail.waitFor("\trejected\tgolden_key\t\tu3\t\t\tmissing_event_name\n"));
    CHECK(tail.waitFor("\twarned\tgolden_key\tpage\tu2\t"));
    CHECK(tail.waitFor("\tinvalid_timestamp: soon\n"));
    CHECK(tail.count("before") == 0);
    CHECK(tail.count("\tpaid\t") == 1);
    CHECK(
        json.waitFor(R"("verdict":"rejected","api_key":"golden_key","event":"","distinct_id":"u3")")
    );
    CHECK(json.waitFor(R"("event":"paid","distinct_id":"u1","person_id":")" + person));
    CHECK(tail.end(SIGINT) == 0);
    CHECK(json.end(SIGTERM) == 0);
}

TEST_CASE("tail filters by key, event, id and verdict") {
    const Stack stack;
    FollowedTail by_key(stack.clickhouseUrl(), {"--key", "second_key"});
    FollowedTail by_event(stack.clickhouseUrl(), {"--event", "paid"});
    FollowedTail by_id(stack.clickhouseUrl(), {"--id", "it's\t\\"});
    FollowedTail rejected(stack.clickhouseUrl(), {"--rejected"});
    FollowedTail both(stack.clickhouseUrl(), {"--rejected", "--key", "second_key"});
    send(stack, "golden_key", event("page", R"(it's\t\\)") + R"(,{"distinct_id":"bad1"})");
    send(stack, "second_key", event("paid", "bob") + R"(,{"distinct_id":"bad2"})");
    send(stack, "second_key", event("last", "eve"));
    CHECK(by_key.waitFor("\tlast\t"));
    CHECK(by_key.waitFor("bad2"));
    CHECK(by_key.count("golden_key") == 0);
    CHECK(by_event.waitFor("\tpaid\tbob\t"));
    CHECK(by_event.count("second_key") + by_event.count("golden_key") == 1);
    CHECK(by_id.waitFor("\tpage\t"));
    CHECK(by_id.count("_key\t") == 1);
    CHECK(rejected.waitFor("bad1"));
    CHECK(rejected.waitFor("bad2"));
    CHECK(rejected.count("_key\t") == 2);
    CHECK(both.waitFor("bad2"));
    CHECK(both.count("_key\t") == 1);
}

TEST_CASE("tail goes on behind an outage of ClickHouse without a gap and without repeats") {
    Stack stack;
    FollowedTail tail(stack.clickhouseUrl(), {});
    send(stack, "golden_key", event("first", "a"));
    REQUIRE(tail.waitFor("\tfirst\t"));
    stack.clickhouse().kill9();
    REQUIRE(tail.waitFor("relay: ClickHouse is away; waiting for it: "));
    stack.clickhouse().restart();
    send(stack, "golden_key", event("second", "b"));
    send(stack, "golden_key", event("third", "c"));
    INFO(tail.output());
    CHECK(tail.waitFor("relay: ClickHouse answers again\n"));
    CHECK(tail.waitFor("\tthird\t"));
    for (const std::string text : {"\tfirst\t", "\tsecond\t", "\tthird\t", "is away", "again"}) {
        CAPTURE(text);
        CHECK(tail.count(text) == 1);
    }
    CHECK(tail.end(SIGINT) == 0);
}

TEST_CASE("tail shows an event that is stored some time after it was received") {
    const Stack stack;
    FollowedTail tail(stack.clickhouseUrl(), {});
    stack.query(
        "INSERT INTO raw_events (batch_id, received_at, api_key, fallback_uuid, event) VALUES "
        "(generateUUIDv4(), now64(6) - INTERVAL 60 SECOND, 'k', generateUUIDv4(), "
        "'{\"event\":\"late\",\"distinct_id\":\"u\"}')"
    );
    CHECK(tail.waitFor("\tlate\t"));
}

TEST_CASE("tail ends at once while ClickHouse hangs") {
    Stack stack;
    FollowedTail tail(stack.clickhouseUrl(), {});
    kill(stack.clickhouse().pid(), SIGSTOP);
    REQUIRE(tail.waitFor("is away"));  // so the next question hangs too
    CHECK(tail.end(SIGINT) == 0);
    kill(stack.clickhouse().pid(), SIGCONT);
}

TEST_CASE("tail says at the start what keeps it from beginning") {
    const test_support::EmbeddedClickHouse engine;
    const auto tail = [](const std::string& url) {
        return test_support::runProcess(
            {"/usr/bin/env", "CLICKHOUSE_URL=" + url, RELAY_BINARY, "tail"}, ""
        );
    };
    const auto fresh = tail(engine.url());
    CHECK(fresh.exit_code == 1);
    CHECK(fresh.errors == "relay: the database is not migrated; run relay migrate\n");
    const auto nowhere = tail("http://127.0.0.1:1");
    CHECK(nowhere.exit_code == 1);
    CHECK(nowhere.errors.find("Connection refused") != std::string::npos);
}

}  // namespace observe_tests
