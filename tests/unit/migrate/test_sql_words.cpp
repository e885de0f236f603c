#include "support/catch.h"

#include "migrate/sql_edits.h"
#include "migrate/sql_words.h"

using relay::SqlEdits;
using relay::SqlWords;

TEST_CASE("words are neither blanks nor comments") {
    const SqlWords words("CREATE  TABLE -- why\n db.a('x y')");
    REQUIRE(words.size() == 8);
    CHECK(words.matches(0, "CREATE TABLE db . a"));
    CHECK_FALSE(words.matches(0, "CREATE TABLE db . b"));
    CHECK(words.text(6) == "'x y'");
    CHECK(words.text(8).empty());
    CHECK_FALSE(words.matches(7, ") AS"));
}

TEST_CASE("words in parentheses are not found, and those after them are") {
    const SqlWords words("a (ENGINE = x, (y)) ENGINE = z");
    CHECK(words.closing(1) == 9);
    CHECK(words.find("ENGINE =", 0) == 10);
    CHECK_FALSE(words.find("y", 0));
    CHECK(SqlWords("(a").closing(0) == 2);
    CHECK_FALSE(SqlWords("(a").find("a", 0));
}

TEST_CASE("edits are made at places of the original") {
    SqlEdits edits;
    edits.insert(5, "!");
    edits.replace(0, 1, "A");
    edits.replace(2, 4, "");
    edits.insert(0, "B");
    CHECK(edits.applyTo("abcde") == "ABbe!");
    CHECK(SqlEdits().applyTo("abc") == "abc");
}
