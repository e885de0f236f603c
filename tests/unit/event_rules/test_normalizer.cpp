#include "event_rules/normalizer.h"
#include "normalize_helper.h"
#include "support/catch.h"

using normalize_helper::eventWith;
using normalize_helper::eventWithProperties;
using normalize_helper::kFallback;
using normalize_helper::kReceivedAtUs;
using normalize_helper::Normalized;

TEST_CASE("an accepted event has its columns") {
    const Normalized event(
        R"({"event":" page ","distinct_id":"user_123","uuid":"0189ABCD-ac96-774b-bcce-b302099a8057",)"
        R"("properties":{ "$session_id":"s","window_id":"w","$host":"h","$current_url":"https:\/\/h\/",)"
        R"("$elements_chain":"a:b\"c\""}})"
    );
    CHECK(event->event == " page ");
    CHECK(event->distinct_id == "user_123");
    CHECK(toString(event->person_id) == "c0486609-82cd-5d27-a86e-f354f09b7ee0");
    CHECK(toString(event->uuid) == "0189abcd-ac96-774b-bcce-b302099a8057");
    CHECK(event->session_id == "s");
    CHECK_FALSE(event->session_id_uuid.has_value());
    CHECK(event->window_id == "w");
    CHECK(event->host == "h");
    CHECK(event->current_url == "https://h/");
    CHECK(event->elements_chain == "a:b\"c\"");
    CHECK(event.warnings().empty());
}

TEST_CASE("properties are the exact text received, a part of the event") {
    const std::string properties = "{ \"a\" : \"\\u0041\" ,\n \"b\":1e99,\"c\":[{}] }";
    const Normalized event(eventWithProperties(properties));
    CHECK(event->properties == properties);
    CHECK(event->properties.data() == event.text().data() + event.text().find(properties));
    CHECK(Normalized(eventWithProperties("{}"))->properties == "{}");
    CHECK(Normalized(eventWithProperties("null"))->properties.empty());
    CHECK(Normalized(eventWith(""))->properties.empty());
    CHECK(
        Normalized(eventWithProperties(R"({"a":1},"properties":{"b":2})"))->properties ==
        R"({"b":2})"
    );
}

TEST_CASE("properties that not every parser reads are repaired with a warning") {
    const Normalized event(eventWithProperties("{ \"a\" : \"\\u0041\\ud800\" ,\n \"b\":1e999 }"));
    CHECK(event->properties == "{ \"a\" : \"\\u0041\\ufffd\" ,\n \"b\":null }");
    CHECK(event.warnings() == "properties_altered:a: lone surrogate; b: number beyond a double");
    CHECK(Normalized(eventWith(R"(,"x":"\ud800")")).warnings().empty());
}

TEST_CASE("the distinct id is the first that is not blank") {
    const auto id_of = [](const std::string& members) {
        return std::string(Normalized(R"({"event":"e",)" + members + "}")->distinct_id);
    };
    CHECK(id_of(R"("distinct_id":12.50)") == "12.50");
    CHECK(id_of(R"("distinct_id":1e3)") == "1e3");
    CHECK(id_of(R"("distinct_id":false)") == "false");
    CHECK(id_of(R"("distinct_id":" a ")") == " a ");
    CHECK(id_of(R"("distinct_id":" ","properties":{"$distinct_id":"c","distinct_id":"b"})") == "b");
    CHECK(id_of(R"("distinct_id":[],"properties":{"$distinct_id":"c","distinct_id":null})") == "c");
    CHECK(id_of(R"("distinct_id":"a","properties":{"distinct_id":"b"})") == "a");
    CHECK(id_of(R"("distinct_id":"\ud83d\ude00")") == "\xF0\x9F\x98\x80");
}

TEST_CASE("the name with the dollar is promoted if it gives a text") {
    const auto host_of = [](const std::string& properties) {
        return std::string(Normalized(eventWithProperties(properties))->host);
    };
    CHECK(host_of(R"({"host":"b","$host":"a"})") == "a");
    CHECK(host_of(R"({"host":"b","$host":""})") == "b");
    CHECK(host_of(R"({"host":"b","$host":{"x":1}})") == "b");
    CHECK(host_of(R"({"$host":1.0})") == "1.0");
    CHECK(host_of(R"({"$host":true})") == "true");
    CHECK(host_of(R"({"$host":["a"]})").empty());
    CHECK(host_of(R"({"a":{"$host":"nested"}})").empty());
}

TEST_CASE("session and window ids that are uuids are given as such") {
    const Normalized event(eventWithProperties(
        R"({"$session_id":"01890a5d-ac96-774b-bcce-b302099a8057","$window_id":"01890A5D-ac96-774b-bcce-b302099a8058"})"
    ));
    REQUIRE(event->session_id_uuid.has_value());
    CHECK(toString(*event->session_id_uuid) == event->session_id);
    REQUIRE(event->window_id_uuid.has_value());
    CHECK(toString(*event->window_id_uuid) == "01890a5d-ac96-774b-bcce-b302099a8058");
}

TEST_CASE("an event without a valid uuid takes the fallback") {
    CHECK(Normalized(eventWith(""))->uuid == kFallback);
    for (const std::string absent : {"null", R"("")", R"(" \t")"}) {
        const Normalized event(eventWith(R"(,"uuid":)" + absent));
        CHECK(event->uuid == kFallback);
        CHECK(event.warnings().empty());
    }
    for (const std::string text : {"x", "00000000-0000-0000-0000-000000000000"}) {
        const Normalized event(eventWith(R"(,"uuid":")" + text + "\""));
        CHECK(event->uuid == kFallback);
        CHECK(event.warnings() == "invalid_uuid:" + text);
    }
    CHECK(Normalized(eventWith(R"(,"uuid":7)")).warnings() == "invalid_uuid:7");
    CHECK(Normalized(eventWith(R"(,"uuid":["a"])")).warnings() == "invalid_uuid:[\"a\"]");
}

TEST_CASE("an insert id names an event together with its name and time") {
    const auto uuidOf = [](const std::string& properties, const std::string& members = "") {
        return toString(Normalized(eventWith(R"(,"properties":)" + properties + members))->uuid);
    };
    // uuid5 of "i\ne\n2026" and of "7\ne\n"
    CHECK(uuidOf(R"({"$insert_id":"i","$time":2026})") == "36a43a36-1751-5ab9-a48d-d8b5ea5de06b");
    CHECK(uuidOf(R"({"$insert_id":7})") == "06eca676-4d7c-5f95-8c3d-763b1cfac8de");
    CHECK(uuidOf(R"({"$insert_id":7})", R"(,"uuid":"")") == "06eca676-4d7c-5f95-8c3d-763b1cfac8de");
    CHECK(uuidOf(R"({"$insert_id":" "})") == toString(kFallback));
    CHECK(uuidOf(R"({"$insert_id":["i"]})") == toString(kFallback));
    const std::string uuid = "01890a5d-ac96-774b-bcce-b302099a8058";
    CHECK(uuidOf(R"({"$insert_id":"i"})", R"(,"uuid":")" + uuid + "\"") == uuid);
}

TEST_CASE("lone surrogates become the replacement character in what is unescaped") {
    const std::string replacement = "\xEF\xBF\xBD";
    CHECK(Normalized(R"({"event":"a\ud800","distinct_id":"u"})")->event == "a" + replacement);
    CHECK(Normalized(R"({"event":"a\udc00","distinct_id":"u"})")->event == "a" + replacement);
    CHECK(
        Normalized("{\"event\":\"\xED\xB0\x80\",\"distinct_id\":\"u\"}")->event == "\xED\xB0\x80"
    );
}

TEST_CASE("a rejected event has nothing but its reason and receive time") {
    const Normalized event(R"({"event":"$identify","uuid":"x","properties":{"$set":{"a":1}}})");
    CHECK(event.verdict() == "missing_distinct_id");
    CHECK(event->timestamp_us == kReceivedAtUs);
    CHECK(event->event.empty());
    CHECK(event->uuid.isNil());
    CHECK(event->properties.empty());
    CHECK(event.warnings().empty());
    CHECK(event.claims().empty());
    CHECK(event.operations().empty());
}

TEST_CASE("nothing of an event is left for the next one") {
    event_rules::Normalizer normalizer;
    const std::string full =
        R"({"event":"$identify","distinct_id":"a","uuid":"x","properties":{"host":"h","$set":{"a":1}}})";
    normalizer.normalize({full, kReceivedAtUs, "", kFallback});
    const auto plain = eventWith("");
    const auto& next = normalizer.normalize({plain, kReceivedAtUs, "", kFallback});
    CHECK(next.event == "e");
    CHECK(next.host.empty());
    CHECK(next.properties.empty());
    CHECK(next.warnings.empty());
    CHECK(next.claims.empty());
    CHECK(next.person_operations.empty());
}
