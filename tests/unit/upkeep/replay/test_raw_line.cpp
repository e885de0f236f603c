#include "support/catch.h"
#include "upkeep/replay/raw_line.h"

#include <string>
#include <string_view>

namespace {

const relay::LineStamp kStamp{7, "2026-01-05 10:00:00.000000", 3};

// A row of raw_events with these members in place of an empty ip.
std::string
rowWith(const std::string& members, const std::string& received_at = "2026-01-05 10:00:00.123456") {
    return R"({"batch_id":"7F8C2A1E-0000-4000-8000-000000000001","seq":4294967295,"received_at":")" +
           received_at + R"(",)" + members +
           R"("fallback_uuid":"7f8c2a1e-0000-4000-8000-000000000002","event":"{\"a\":\"\\ud83d\"}"})";
}

std::string errorOf(const std::string& line) {
    const auto rows = relay::parseRawLine(line, kStamp);
    return rows ? "" : rows.error();
}

std::string jsonOf(const std::string& line) {
    const auto rows = relay::parseRawLine(line, kStamp);
    INFO((rows ? "" : rows.error()));
    REQUIRE(rows.has_value());
    std::string all;
    for (const auto& row : *rows) {
        all += row.json;
    }
    return all;
}

}  // namespace

TEST_CASE("a row of raw_events keeps its values") {
    CHECK(
        jsonOf(rowWith(
            R"("api_key":"k","origin":"o","ip":"i","user_agent":"\n\"ü\u0000","sent_at":"s","dialect":"segment","sdk":"lib/1","privacy":"gpc",)"
        )) ==
        R"({"batch_id":"7f8c2a1e-0000-4000-8000-000000000001","seq":4294967295,)"
        R"("received_at":"2026-01-05 10:00:00.123456",)"
        R"("fallback_uuid":"7f8c2a1e-0000-4000-8000-000000000002",)"
        R"("api_key":"k","origin":"o","ip":"i","user_agent":"\u000a\"ü\u0000","sent_at":"s","dialect":"segment","sdk":"lib/1","privacy":"gpc",)"
        R"("event":"{\"a\":\"\\ud83d\"}"})"
    );
}

TEST_CASE("a row of raw_events that ClickHouse would refuse is refused by its line") {
    CHECK(errorOf(rowWith(R"("_part":"all_1_1_0",)")) == "raw_events has no column _part");
    CHECK(errorOf(rowWith(R"("ip":5,)")) == "ip must be a string");
    CHECK(errorOf(rowWith(R"("sent_at":{"a":[1]},)")) == "sent_at must be a string");
    for (const std::string time : {
             "2026-13-05 10:00:00.123456",
             "2026-02-30 10:00:00.123456",
             "2026-01-05 25:00:00.123456",
             "2026-01-05T10:00:00.123456",
             "2026-01-05 10:00:00.1+0100",
             "2026-01-05 10:00:00.12345Z",
             "abcdefghijklmnopqrstuvwxyz",
             "1969-12-31 23:59:59.999999",
             "2106-02-07 06:28:16.000000",
             "2026-01-05 10:00:00",
             "",
         }) {
        CHECK(errorOf(rowWith("", time)) == "not a complete row of raw_events");
    }
    CHECK(errorOf(rowWith("", "2106-02-07 06:28:15.999999")).empty());
    for (const std::string seq : {"-1", "4294967296", "1.0", "\"1\"", "null", "[1]"}) {
        auto line = rowWith("");
        line.replace(line.find("4294967295"), 10, seq);
        CHECK_FALSE(errorOf(line).empty());
    }
}

TEST_CASE("a body's sent_at is left out, for the body is not live") {
    CHECK(
        jsonOf(R"({"sent_at":"2026-01-01T00:00:00Z","batch":[{"event":"e"}]})")
            .find(R"("sent_at":"")") != std::string::npos
    );
}

TEST_CASE("the fallback uuids of a body ascend with its events") {
    const std::string body = R"({"batch":[{"n":0},{"n":1},{"n":2},{"n":3}]})";
    const auto rows = relay::parseRawLine(body, kStamp);
    REQUIRE(rows.has_value());
    REQUIRE(rows->size() == 4);
    for (std::size_t i = 1; i < rows->size(); ++i) {
        CHECK(rows->at(i - 1).name < rows->at(i).name);
    }
}

TEST_CASE("a line is read as the rules of events read it") {
    for (const std::string event : {
             R"({"event":"e","distinct_id":"\ud83d"})",
             R"({"event":"e","distinct_id":"u","n":1e999})",
             "\xEF\xBB\xBF {\"event\":\"e\"} \r",
         }) {
        CHECK(relay::parseRawLine(event, kStamp).has_value());
        CHECK(relay::parseRawLine(
                  R"({"batch":[)" + std::string(R"({"n":1e999,"s":"\udc00"})") + "]}", kStamp
        )
                  .has_value());
    }
    CHECK(jsonOf(R"({"event":"\ud83d"})").ends_with(R"("event":"{\"event\":\"\\ud83d\"}"})"));
    for (const std::string line :
         {"no json", "[1]", "5", "\"{}\"", "{", "{\"a\":1}}", "{\"a\":\"\x01\"}"}) {
        CHECK(errorOf(line) == "not a JSON object");
    }
    CHECK(errorOf(R"({"batch":5})") == "not a batch");
}
