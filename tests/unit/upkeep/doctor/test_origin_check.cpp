#include "upkeep/doctor/origin_check.h"

#include "support/catch.h"

using relay::checkOrigin;
using relay::FindingState;

namespace {

relay::Config listing(std::vector<std::string> origins) {
    relay::Config config;
    config.allowed_origins = std::move(origins);
    return config;
}

std::string refusal(const std::string& origin, std::vector<std::string> entries) {
    const auto finding = checkOrigin(listing(std::move(entries)), origin);
    CHECK(finding.state == FindingState::kWrong);
    CHECK_FALSE(finding.remedy.empty());
    return finding.text;
}

}  // namespace

TEST_CASE("a listed origin is accepted") {
    auto config = listing({"https://app.example", "https://*.shop.example"});
    CHECK(checkOrigin(config, "https://app.example").state == FindingState::kOk);
    CHECK(
        checkOrigin(config, "https://de.shop.example").text.ends_with("with or without an api key")
    );
    config.require_api_key = true;
    CHECK(checkOrigin(config, "https://app.example").text.ends_with("with a key of PUBLIC_API_KEYS")
    );
}

TEST_CASE("a refused origin is told what comes close") {
    CHECK(
        refusal("https://a.example", {}) == "https://a.example is refused: ALLOWED_ORIGINS is empty"
    );
    CHECK(refusal("https://a.example", {"http://a.example"})
              .ends_with("http://a.example: the scheme differs"));
    CHECK(refusal("http://localhost:3001", {"http://localhost:3000"}).ends_with("the port differs")
    );
    CHECK(refusal("https://www.a.example", {"https://a.example"})
              .ends_with("a subdomain is another host"));
    CHECK(refusal("https://a.example", {"https://www.a.example"})
              .ends_with("a subdomain is another host"));
    CHECK(refusal("https://a.example", {"https://*.a.example"})
              .ends_with("* does not stand for the domain itself"));
    CHECK(
        refusal("https://x.y.a.example", {"https://*.a.example"}).find("* stands for one label") !=
        std::string::npos
    );
    CHECK(refusal("https://b.example", {"https://a.example", "https://c.example"})
              .ends_with("none of the 2 in ALLOWED_ORIGINS is like it"));
}

TEST_CASE("what no browser sends is told how browsers write it") {
    CHECK(refusal("https://a.example/", {"https://a.example"}).starts_with("no browser sends"));
    CHECK(refusal("https://*.a.example", {"https://*.a.example"}).starts_with("no browser sends"));
    CHECK(refusal("a.example", {}).starts_with("no browser sends"));
    CHECK(
        checkOrigin(listing({}), "https://a.example:443").remedy ==
        "Browsers write https://a.example."
    );
}
