#include "authentication.h"

#include "support/catch.h"

using embedded::isSameAccount;
using embedded::parseBasicAuthorization;

TEST_CASE("Basic authorization names user and password") {
    const auto account = parseBasicAuthorization("Basic YTpiOmM=");
    REQUIRE(account.has_value());
    CHECK(account->user == "a");
    CHECK(account->password == "b:c");
}

TEST_CASE("what is not Basic authorization names nobody") {
    for (const char* header : {"", "Basic", "Basic ", "Basic !", "Basic YQ==", "Bearer YTpi"}) {
        CAPTURE(header);
        CHECK_FALSE(parseBasicAuthorization(header).has_value());
    }
}

TEST_CASE("an account is the same only byte for byte") {
    CHECK(isSameAccount({"a", "b"}, {"a", "b"}));
    CHECK(isSameAccount({"a", ""}, {"a", ""}));
    CHECK_FALSE(isSameAccount({"a", "b"}, {"a", ""}));
    CHECK_FALSE(isSameAccount({"a", ""}, {"a", "b"}));
    CHECK_FALSE(isSameAccount({"a", "bb"}, {"a", "b"}));
    CHECK_FALSE(isSameAccount({"A", "b"}, {"a", "b"}));
}
