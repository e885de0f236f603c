#include "event_rules/uuid.h"
#include "support/catch.h"

using event_rules::parseUuid;
using event_rules::toString;
using event_rules::uuid5;

TEST_CASE("a uuid is read in any case and written in lower case") {
    const auto uuid = parseUuid("0189ABCD-ac96-774B-bcce-b302099a8057");
    REQUIRE(uuid.has_value());
    CHECK(uuid->bytes[0] == 0x01);
    CHECK(uuid->bytes[15] == 0x57);
    CHECK(toString(*uuid) == "0189abcd-ac96-774b-bcce-b302099a8057");
}

TEST_CASE("only the 36-character form with hyphens is a uuid") {
    CHECK_FALSE(parseUuid(""));
    CHECK_FALSE(parseUuid("01890a5dac96774bbcceb302099a8057"));
    CHECK_FALSE(parseUuid("{01890a5d-ac96-774b-bcce-b302099a8057}"));
    CHECK_FALSE(parseUuid("01890a5d-ac96-774b-bcce-b302099a805"));
    CHECK_FALSE(parseUuid("01890a5d-ac96-774b-bcce-b302099a80577"));
    CHECK_FALSE(parseUuid("01890a5d-ac96-774b-bcce-b302099a805g"));
    CHECK_FALSE(parseUuid("01890a5d0ac96-774b-bcce-b302099a8057"));
    CHECK_FALSE(parseUuid("01890a5-dac96-774b-bcce-b302099a8057"));
    CHECK_FALSE(parseUuid(std::string_view("01890a5d-ac96-774b-bcce-b302099a805\0", 36)));
}

TEST_CASE("the nil uuid is known") {
    CHECK(parseUuid("00000000-0000-0000-0000-000000000000")->isNil());
    CHECK_FALSE(parseUuid("00000000-0000-0000-0000-000000000001")->isNil());
}

TEST_CASE("a person id is the SHA-1 of the bytes alone, with version and variant") {
    CHECK(toString(uuid5("user_123")) == "c0486609-82cd-5d27-a86e-f354f09b7ee0");
    CHECK(toString(uuid5("")) == "da39a3ee-5e6b-5b0d-b255-bfef95601890");
}
