#include "event_rules/legal_id.h"
#include "support/catch.h"

#include <string>

using event_rules::isLegalId;

TEST_CASE("ids that stand for nobody are illegal") {
    for (const std::string id :
         {"0",
          "anonymous",
          "anonymous-user",
          "backend",
          "distinct_id",
          "distinctid",
          "email",
          "false",
          "guest",
          "id",
          "nan",
          "nil",
          "none",
          "not_authenticated",
          "null",
          "system",
          "true",
          "undefined",
          "user",
          "[object object]",
          "00000000-0000-0000-0000-000000000000",
          "",
          " \t"}) {
        CAPTURE(id);
        CHECK_FALSE(isLegalId(id));
        CHECK_FALSE(isLegalId(" \n" + id + "\v"));
        CHECK_FALSE(isLegalId("\"" + id + "\""));
        CHECK_FALSE(isLegalId(" '" + id + "' "));
        CHECK_FALSE(isLegalId("' " + id + "\t'"));
    }
}

TEST_CASE("illegal ids are recognized in any case") {
    CHECK_FALSE(isLegalId("NaN"));
    CHECK_FALSE(isLegalId("[object Object]"));
    CHECK_FALSE(isLegalId("GUEST"));
}

TEST_CASE("ids that only resemble illegal ones are legal") {
    for (const std::string id :
         {"00",
          "user1",
          "users",
          "\"null'",
          "\"\"null\"\"",
          "anonymous user",
          "'",
          "-",
          "00000000-0000-0000-0000-000000000001",
          "\xC2\xA0"}) {
        CAPTURE(id);
        CHECK(isLegalId(id));
    }
}

TEST_CASE("ids that could not be a distinct id are illegal") {
    CHECK(isLegalId(std::string(400, 'a')));
    CHECK_FALSE(isLegalId(std::string(401, 'a')));
    CHECK_FALSE(isLegalId(std::string_view("a\0", 2)));
}
