#include "event_rules/verdict.h"
#include "normalize_helper.h"
#include "support/catch.h"

#include <vector>

using normalize_helper::eventWith;
using normalize_helper::eventWithProperties;
using normalize_helper::nestedObjects;
using normalize_helper::Normalized;

namespace {

struct Case {
    std::string text;
    std::string expected;
};

void check(const std::vector<Case>& cases) {
    for (const auto& [text, expected] : cases) {
        CAPTURE(text.substr(0, 200));
        CHECK(Normalized(text).verdict() == expected);
    }
}

std::string withName(const std::string& json) {
    return R"({"distinct_id":"u","event":)" + json + "}";
}

std::string withId(const std::string& json) {
    return R"({"event":"e","distinct_id":)" + json + "}";
}

std::string quoted(const std::string& text) {
    return "\"" + text + "\"";
}

const std::string kEuro = "\xE2\x82\xAC";

std::string repeat(const std::string& text, std::size_t count) {
    std::string all;
    for (std::size_t i = 0; i < count; ++i) {
        all += text;
    }
    return all;
}

}  // namespace

TEST_CASE("an event is one JSON object") {
    check({
        {"", "malformed_json"},
        {"{", "malformed_json"},
        {"{\"event\":\"e\",\"distinct_id\":\"u\"} x", "malformed_json"},
        {"[]", "not_an_object"},
        {"\"text\"", "not_an_object"},
        {"null", "not_an_object"},
        {"17", "not_an_object"},
        {"{}", "missing_event_name"},
        {eventWith(""), "accepted"},
        {" \t\r\n" + eventWith("") + " \n", "accepted"},
    });
}

TEST_CASE("an event may have 1 MiB and no byte more") {
    const auto of_size = [](std::size_t size) {
        const auto frame = eventWithProperties(R"({"a":""})").size();
        return eventWithProperties("{\"a\":\"" + std::string(size - frame, 'x') + "\"}");
    };
    CHECK(Normalized(of_size(1024 * 1024)).verdict() == "accepted");
    CHECK(Normalized(of_size(1024 * 1024 + 1)).verdict() == "event_too_large");
    CHECK(Normalized(std::string(1024 * 1024 + 1, '[')).verdict() == "event_too_large");
}

TEST_CASE("an event may nest 128 deep and no deeper") {
    check({
        {eventWithProperties(nestedObjects(127)), "accepted"},
        {eventWithProperties(nestedObjects(128)), "nesting_too_deep"},
        {eventWith(",\"x\":" + std::string(127, '[') + std::string(127, ']')), "accepted"},
        {std::string(128, '[') + std::string(128, ']'), "not_an_object"},
        {std::string(129, '['), "nesting_too_deep"},
        {std::string(128, '['), "malformed_json"},
        {"{\"x\":" + std::string(128, '[') + " broken", "nesting_too_deep"},
    });
}

TEST_CASE("an event has a name of at most 200 characters") {
    check({
        {withName("\"\""), "missing_event_name"},
        {withName("\" \\t\\n\""), "missing_event_name"},
        {withName("null"), "missing_event_name"},
        {withName("5"), "missing_event_name"},
        {withName("[\"e\"]"), "missing_event_name"},
        {withName(quoted(repeat(kEuro, 200))), "accepted"},
        {withName(quoted(repeat(kEuro, 201))), "event_name_too_long"},
        {withName("\"\\u0000\""), "accepted"},
        {R"({"event":"e","event":null,"distinct_id":"u"})", "missing_event_name"},
        {R"({"event":[],"event":"e","distinct_id":"u"})", "accepted"},
    });
}

TEST_CASE("a distinct id has at most 400 characters and no NUL") {
    check({
        {withId("\" \""), "missing_distinct_id"},
        {withId("null"), "missing_distinct_id"},
        {withId("{\"a\":1}"), "missing_distinct_id"},
        {withId(quoted(repeat(kEuro, 400))), "accepted"},
        {withId(quoted(repeat(kEuro, 401))), "distinct_id_too_long"},
        {withId("\"a\\u0000b\""), "invalid_distinct_id"},
        {withId(std::string(401, '1')), "distinct_id_too_long"},
        {withId("false"), "accepted"},
    });
}

TEST_CASE("properties are an object, null or absent") {
    check({
        {eventWithProperties("{}"), "accepted"},
        {eventWithProperties("null"), "accepted"},
        {eventWithProperties("[]"), "invalid_properties"},
        {eventWithProperties("\"a\""), "invalid_properties"},
        {eventWithProperties("0"), "invalid_properties"},
        {eventWith(R"(,"properties":[],"properties":{})"), "accepted"},
        {eventWith(R"(,"properties":{},"properties":1)"), "invalid_properties"},
        {R"({"event":"e","properties":[]})", "missing_distinct_id"},
        {R"({"event":"e","properties":{"distinct_id":"u"},"properties":[]})",
         "missing_distinct_id"},
    });
}

TEST_CASE("of several reasons the first in a fixed order is given") {
    const std::string long_name = quoted(std::string(201, 'n'));
    const std::string long_id = quoted(std::string(400, 'i') + "\\u0000");
    check({
        {R"({"properties":1})", "missing_event_name"},
        {R"({"properties":1,"event":)" + long_name + "}", "event_name_too_long"},
        {R"({"properties":1,"event":"e"})", "missing_distinct_id"},
        {R"({"properties":1,"event":"e","distinct_id":)" + long_id + "}", "distinct_id_too_long"},
        {R"({"properties":1,"event":"e","distinct_id":"\u0000"})", "invalid_distinct_id"},
        {"{\"properties\":1,\"x\":" + nestedObjects(128) + "}", "nesting_too_deep"},
    });
}
