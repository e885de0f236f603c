#include "session_table.h"

#include "support/catch.h"

using embedded::SessionRequest;
using Table = embedded::SessionTable<std::string>;

namespace {

SessionRequest named(const std::string& id) {
    return {.id = id, .timeout = "", .must_exist = false, .close = false};
}

int codeOf(Table& table, const SessionRequest& request) {
    const auto lease = table.acquire(request);
    return lease ? 0 : lease.error().code;
}

std::chrono::steady_clock::time_point in(std::chrono::seconds time) {
    return std::chrono::steady_clock::now() + time;
}

}  // namespace

TEST_CASE("a session keeps its state between requests, and from others") {
    Table table;
    table.acquire(named("a"))->state() = "kept";
    CHECK(table.acquire(named("a"))->state() == "kept");
    CHECK_FALSE(table.acquire(named("b"))->state().has_value());
}

TEST_CASE("a session takes one request at a time") {
    Table table;
    {
        const auto lease = table.acquire(named("a"));
        CHECK(codeOf(table, named("a")) == 373);
        CHECK(codeOf(table, named("b")) == 0);
    }
    CHECK(codeOf(table, named("a")) == 0);
}

TEST_CASE("a session is forgotten when its time is over, not before and not while in use") {
    Table table;
    table.acquire({.id = "short", .timeout = "5", .must_exist = false, .close = false})->state() =
        "x";
    table.acquire(named("long"))->state() = "y";
    table.expire(in(std::chrono::seconds(4)));
    CHECK(table.size() == 2);
    table.expire(in(std::chrono::seconds(6)));
    CHECK(table.size() == 1);
    CHECK_FALSE(table.acquire(named("short"))->state().has_value());
    const auto lease = table.acquire(named("long"));
    table.expire(in(std::chrono::hours(2)));
    CHECK(lease->state() == "y");
}

TEST_CASE("a session lives for a minute where its request says nothing else") {
    Table table;
    table.acquire(named("a"))->state() = "x";
    table.expire(in(std::chrono::seconds(59)));
    CHECK(table.size() == 1);
    table.expire(in(std::chrono::seconds(61)));
    CHECK(table.size() == 0);
}

TEST_CASE("session_check asks for one that is there") {
    Table table;
    SessionRequest checked = named("a");
    checked.must_exist = true;
    CHECK(codeOf(table, checked) == 372);
    CHECK(table.size() == 0);
    CHECK(codeOf(table, named("a")) == 0);
    CHECK(codeOf(table, checked) == 0);
}

TEST_CASE("close_session ends it, and so does whoever holds it") {
    Table table;
    SessionRequest last = named("a");
    last.close = true;
    table.acquire(named("a"))->state() = "kept";
    CHECK(table.acquire(last)->state() == "kept");
    CHECK(table.size() == 0);
    table.acquire(named("a"))->close();
    CHECK(table.size() == 0);
}

TEST_CASE("a timeout is a number of seconds, an hour at most") {
    Table table;
    for (const std::string timeout : {"0", "1", "3600"}) {
        CHECK(
            codeOf(table, {.id = "a", .timeout = timeout, .must_exist = false, .close = true}) == 0
        );
    }
    for (const std::string timeout : {"3601", "-1", "x", "1x", "99999999999999999999"}) {
        CAPTURE(timeout);
        CHECK(
            codeOf(table, {.id = "a", .timeout = timeout, .must_exist = false, .close = true}) ==
            374
        );
    }
    CHECK(table.size() == 0);
}
