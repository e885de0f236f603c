#include "endpoints/access.h"

#include "support/catch.h"

namespace {

using relay::AccessPolicy;
using relay::Rejection;

relay::Config makeConfig() {
    relay::Config config;
    config.public_api_keys = {"key_a", "key_b"};
    config.allowed_origins = {"https://a.example"};
    return config;
}

}  // namespace

TEST_CASE("an origin is compared exactly") {
    const AccessPolicy access(makeConfig());
    CHECK(access.checkOrigin("https://a.example") == std::nullopt);
    for (const auto* origin : {"https://a.example:443", "http://a.example", "null", ""}) {
        CHECK(access.checkOrigin(origin) == Rejection::kOriginNotAllowed);
    }
}

TEST_CASE("without keys a request needs an origin") {
    auto config = makeConfig();
    CHECK(AccessPolicy(config).checkOrigin(std::nullopt) == std::nullopt);
    config.public_api_keys.clear();
    CHECK(AccessPolicy(config).checkOrigin(std::nullopt) == Rejection::kNoKeyConfigured);
    CHECK(AccessPolicy(config).checkOrigin("https://a.example") == std::nullopt);
}

TEST_CASE("a key that is given must be known, also from a listed origin") {
    const AccessPolicy access(makeConfig());
    for (const bool has_origin : {true, false}) {
        CHECK(access.checkKey(has_origin, "key_a") == std::nullopt);
        CHECK(access.checkKey(has_origin, "key_b") == std::nullopt);
        CHECK(access.checkKey(has_origin, "key_c") == Rejection::kUnknownKey);
        CHECK(access.checkKey(has_origin, "key_") == Rejection::kUnknownKey);
        CHECK(access.checkKey(has_origin, "key_aa") == Rejection::kUnknownKey);
    }
}

TEST_CASE("only a listed origin may leave the key out, and only unless keys are required") {
    auto config = makeConfig();
    CHECK(AccessPolicy(config).checkKey(true, "") == std::nullopt);
    CHECK(AccessPolicy(config).checkKey(false, "") == Rejection::kMissingKey);
    config.require_api_key = true;
    CHECK(AccessPolicy(config).checkKey(true, "") == Rejection::kMissingKey);
}
