#include "text/trim.h"

#include "support/catch.h"

TEST_CASE("white space goes at both ends and stays within") {
    CHECK(relay::trim(" \t\r\na b\n ") == "a b");
    CHECK(relay::trim("a") == "a");
    CHECK(relay::trim(" \t\r\n").empty());
    CHECK(relay::trim("").empty());
}
