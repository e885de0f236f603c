#include "upkeep/scripts/tab_separated.h"

#include "support/catch.h"

using relay::escapeParameter;
using relay::parseTabSeparated;
using relay::Row;

TEST_CASE("rows of tab separated values are unescaped") {
    CHECK(parseTabSeparated("").empty());
    CHECK(parseTabSeparated("\n") == std::vector<Row>{{""}});
    CHECK(parseTabSeparated("a\tb\n\t\n") == std::vector<Row>{{"a", "b"}, {"", ""}});
    CHECK(parseTabSeparated("a\\tb\\n\\\\\\'\n") == std::vector<Row>{{"a\tb\n\\'"}});
}

TEST_CASE("what a parameter is escaped to reads as the same text") {
    const std::string text = "a\tb\n\\n é'";
    CHECK(escapeParameter(text) == "a\\tb\\n\\\\n é'");
    CHECK(parseTabSeparated(escapeParameter(text) + "\n") == std::vector<Row>{{text}});
}
