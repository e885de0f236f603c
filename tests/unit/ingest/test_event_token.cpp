#include "ingest/event_token.h"

#include "support/catch.h"

using relay::findEventToken;

TEST_CASE("the token of an event is found in its properties, else beside them") {
    CHECK(findEventToken(R"({"event":"e","properties":{"a":{"token":"x"},"token":"k"}})") == "k");
    CHECK(findEventToken(R"({"token":"k","properties":{"a":[{"token":"x"}]}})") == "k");
    CHECK(findEventToken(R"({"token":"x","properties":{"token":"k"}})") == "k");
    CHECK(findEventToken(R"({"properties":{"token":"k"},"token":"x"})") == "k");
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
        CHECK(findEventToken(event).empty());
    }
}
