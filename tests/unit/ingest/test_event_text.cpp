#include "ingest/event_text.h"

#include "support/catch.h"

using relay::findEventKey;

TEST_CASE("the token of an event is found in its properties, else beside them") {
    CHECK(findEventKey(R"({"event":"e","properties":{"a":{"token":"x"},"token":"k"}})") == "k");
    CHECK(findEventKey(R"({"token":"k","properties":{"a":[{"token":"x"}]}})") == "k");
    CHECK(findEventKey(R"({"token":"x","properties":{"token":"k"}})") == "k");
    CHECK(findEventKey(R"({"properties":{"token":"k"},"token":"x"})") == "k");
}

TEST_CASE("other SDKs have other names for it") {
    CHECK(findEventKey(R"({"$set":{},"$token":"k"})") == "k");
    CHECK(findEventKey(R"({"type":"page","writeKey":"k"})") == "k");
}

TEST_CASE("the first of some members that is a text is found") {
    const std::string event = R"({"uuid":"","id":"i","properties":{"id":"p"}})";
    CHECK(relay::findEventText(event, {{"uuid"}, {"id"}}) == "i");
    CHECK(relay::findEventText(event, {{"id", true}, {"id"}}) == "p");
    CHECK(relay::findEventText(event, {{"uuid"}}).empty());
}

TEST_CASE("an event without a token has none") {
    for (const auto* event :
         {R"({"event":"e"})",
          R"({"properties":{"token":7}})",
          R"({"properties":{"token":null,"a":"k"}})",
          R"({"properties":{"token":["k"]}})",
          R"({"x":{"token":"k"}})",
          R"(["token","k"])",
          R"({"token":"k")",
          ""}) {
        CAPTURE(event);
        CHECK(findEventKey(event).empty());
    }
}
