#include "event_rules/text.h"
#include "support/catch.h"

#include <string>

using event_rules::isBlank;
using event_rules::isLongerThan;
using event_rules::trim;

TEST_CASE("only ASCII white space is blank") {
    CHECK(isBlank(""));
    CHECK(isBlank(" \t\n\v\f\r"));
    CHECK_FALSE(isBlank(" a "));
    CHECK_FALSE(isBlank("\xC2\xA0"));
    CHECK_FALSE(isBlank(std::string_view("\0", 1)));
}

TEST_CASE("trimming takes white space from the ends only") {
    CHECK(trim("\t a b \r\n") == "a b");
    CHECK(trim("  ").empty());
}

TEST_CASE("length is counted in code points, not in bytes") {
    const std::string euros = "\xE2\x82\xAC\xE2\x82\xAC\xE2\x82\xAC";
    CHECK_FALSE(isLongerThan(euros, 3));
    CHECK(isLongerThan(euros, 2));
    CHECK_FALSE(isLongerThan("abc", 3));
    CHECK(isLongerThan("abcd", 3));
    CHECK_FALSE(isLongerThan("\x80\x80\x80\x80", 0));
}
