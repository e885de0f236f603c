#include "dialects/url_host.h"
#include "support/catch.h"

using dialects::findUrlHost;

TEST_CASE("the host of an address has its port") {
    CHECK(findUrlHost("https://app.example") == "app.example");
    CHECK(findUrlHost("https://app.example:8443/a?b#c") == "app.example:8443");
    CHECK(findUrlHost("http://[::1]:80/") == "[::1]:80");
    CHECK(findUrlHost("a+b.c-1://a_b?x") == "a_b");
}

TEST_CASE("an address without a plain host has none") {
    for (const auto* url :
         {"",
          "app.example",
          "//app.example/",
          "/a",
          "mailto:a@example.com",
          "file:///etc",
          "1http://a/",
          "://a/",
          "https:/a",
          "https://user:secret@a/",
          "https://a b/",
          "https://\xC3\xA9/"}) {
        CAPTURE(url);
        CHECK(findUrlHost(url).empty());
    }
}
