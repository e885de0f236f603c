#include "ingest/raw_row_encoder.h"

#include "support/catch.h"

#include <string>

namespace {

using relay::RawRowEncoder;
using relay::RequestFacts;
using relay::ScannedBatch;

constexpr std::int64_t kReceivedUs = 1'767'323'045'000'006;  // 2026-01-02 03:04:05.000006

RequestFacts makeFacts() {
    RequestFacts facts;
    facts.received_at_us = kReceivedUs;
    facts.api_key = "key";
    facts.origin = "https://a.example";
    facts.ip = "192.0.2.1";
    facts.user_agent = "a \"browser\"";
    return facts;
}

relay::RawRows encode(const ScannedBatch& batch, const RequestFacts& facts) {
    relay::UuidGenerator uuids;
    const RawRowEncoder encoder(batch, facts);
    auto rows = encoder.encode(uuids);
    CHECK(rows.ndjson.size() == encoder.size());
    return rows;
}

}  // namespace

TEST_CASE("a row carries the request's facts and the event as it came") {
    ScannedBatch batch;
    batch.sent_at = "2026-01-02T03:04:04Z";
    batch.events = {{"{\n \"event\": 1 }", true, std::nullopt}};
    const auto rows = encode(batch, makeFacts());
    CHECK(rows.count == 1);
    CHECK(rows.received_day == 20'455);
    CHECK(rows.batch_id == "00000000-0000-0000-0000-000000000000");
    const std::string start =
        R"({"batch_id":"00000000-0000-0000-0000-000000000000","received_at":"2026-01-02 03:04:05.000006",)"
        R"("api_key":"key","origin":"https://a.example","ip":"192.0.2.1","user_agent":"a \"browser\"",)"
        R"("sent_at":"2026-01-02T03:04:04Z","seq":0,"fallback_uuid":")";
    CHECK(rows.ndjson.starts_with(start));
    CHECK(rows.ndjson.substr(start.size() + 36) == "\",\"event\":{\n \"event\": 1 }}\n");
}

TEST_CASE("what is no object goes in as a string") {
    ScannedBatch batch;
    batch.events = {{"[1]", false, std::nullopt}, {"\"a\"", false, std::nullopt}};
    batch.events.push_back({std::string_view("\0\xff", 2), false, std::nullopt});
    const auto rows = encode(batch, makeFacts());
    CHECK(rows.ndjson.find("\"event\":\"[1]\"}\n") != std::string::npos);
    CHECK(rows.ndjson.find("\"event\":\"\\\"a\\\"\"}\n") != std::string::npos);
    CHECK(rows.ndjson.find("\"event\":\"\\u0000\xff\"}\n") != std::string::npos);
}

TEST_CASE("texts chosen by the client are cut") {
    ScannedBatch batch;
    batch.events = {{"{}", true, std::nullopt}};
    const std::string long_text(100'000, 'x');
    batch.sent_at = long_text;
    auto facts = makeFacts();
    facts.user_agent = long_text;
    facts.origin = long_text;
    CHECK(encode(batch, facts).ndjson.size() < 4'000);
}

TEST_CASE("a key is one of ours and is kept whole") {
    ScannedBatch batch;
    batch.events = {{"{}", true, std::nullopt}};
    const std::string long_key(2'000, 'k');
    auto facts = makeFacts();
    facts.api_key = long_key;
    CHECK(encode(batch, facts).ndjson.find("\"" + long_key + "\"") != std::string::npos);
}

TEST_CASE("the size is exact for sequence numbers of every length") {
    ScannedBatch batch;
    batch.events.assign(1'001, {"{}", true, std::nullopt});
    CHECK(encode(batch, makeFacts()).count == 1'001);
}
