#include "config/origin.h"

#include "support/catch.h"

#include <string>

TEST_CASE("an origin is kept as browsers send it") {
    for (const std::string origin :
         {"https://app.example.com",
          "http://localhost:3000",
          "https://app.example.com:80",
          "http://192.0.2.1",
          "http://[::1]:8080",
          "http://[::1]",
          "capacitor://localhost",
          "https://*.example.com",
          "https://*.example.com:8443",
          "http://localhost:*",
          "http://127.0.0.1:*"}) {
        CAPTURE(origin);
        CHECK(relay::parseOrigin(origin) == origin);
    }
    CHECK(relay::parseOrigin("https://app.example.com:443") == "https://app.example.com");
    CHECK(relay::parseOrigin("http://localhost:80") == "http://localhost");
    CHECK(relay::parseOrigin("http://[::1]:80") == "http://[::1]");
    CHECK(relay::parseOrigin("https://*.example.com:443") == "https://*.example.com");
}

TEST_CASE("what no browser sends is refused, and so is a star in any other place") {
    for (const std::string text :
         {"app.example.com",
          "https://",
          "https://App.example.com",
          "https://app.example.com/",
          "https://app.example.com:0",
          "https://app.example.com:65536",
          "https://app.example.com:",
          "https://user@app.example.com",
          "null",
          "*",
          "https://*",
          "https://*.com",
          "https://a.*.example.com",
          "https://a*.example.com",
          "https://*.*.example.com",
          "https://localhost:*",
          "http://app.example.com:*",
          "http://*.localhost:*",
          "http://localhost:*/",
          "*://app.example.com"}) {
        CAPTURE(text);
        const auto origin = relay::parseOrigin(text);
        REQUIRE_FALSE(origin);
        CHECK(origin.error().find(text) != std::string::npos);
    }
}

TEST_CASE("a star is exactly one label") {
    const auto lists = [](const char* origin) {
        return relay::listsOrigin("https://*.example.com", origin);
    };
    CHECK(lists("https://pr-17.example.com"));
    CHECK_FALSE(lists("https://example.com"));
    CHECK_FALSE(lists("https://.example.com"));
    CHECK_FALSE(lists("https://a.b.example.com"));
    CHECK_FALSE(lists("http://a.example.com"));
    CHECK_FALSE(lists("https://a.example.com:8443"));
    CHECK_FALSE(lists("https://a.example.com.evil.example"));
    CHECK_FALSE(lists("https://evil.example/.example.com"));
    CHECK_FALSE(lists("https://aexample.com"));
    CHECK(relay::listsOrigin("https://a.example", "https://a.example"));
    CHECK_FALSE(relay::listsOrigin("https://a.example", "https://a.example:443"));
}

TEST_CASE("a local origin may be listed with every port") {
    const auto lists = [](const char* origin) {
        return relay::listsOrigin("http://localhost:*", origin);
    };
    CHECK(lists("http://localhost:3000"));
    CHECK(lists("http://localhost:5173"));
    CHECK(lists("http://localhost"));
    for (const auto* origin :
         {"https://localhost:3000",
          "http://localhost:",
          "http://localhost:*",
          "http://localhost:80.evil.example",
          "http://localhost.evil.example",
          "http://localhost.evil.example:3000",
          "http://127.0.0.1:3000",
          "http://a.localhost:3000",
          "null",
          ""}) {
        CAPTURE(origin);
        CHECK_FALSE(lists(origin));
    }
}
