#include "support/catch.h"

#include "upkeep/migrate/statement_splitter.h"

#include <string>
#include <vector>

using relay::splitStatements;

namespace {

std::vector<std::string> split(std::string_view sql) {
    const auto statements = splitStatements(sql);
    REQUIRE(statements.has_value());
    std::vector<std::string> texts;
    for (const auto& statement : *statements) {
        texts.push_back(statement.text);
    }
    return texts;
}

using Texts = std::vector<std::string>;

}  // namespace

TEST_CASE("statements end at a semicolon or at the end of the file") {
    CHECK(split("SELECT 1; SELECT 2") == Texts{"SELECT 1", "SELECT 2"});
    CHECK(split("SELECT 1;\n") == Texts{"SELECT 1"});
    CHECK(split("a;b;c") == Texts{"a", "b", "c"});
}

TEST_CASE("a file without a statement has none") {
    CHECK(split("").empty());
    CHECK(split(" \n\t;;; ;\n").empty());
    CHECK(split("-- only a comment; really\n/* ; */ # ;\n").empty());
}

TEST_CASE("a semicolon in a string is a part of it") {
    CHECK(split("SELECT ';'; b") == Texts{"SELECT ';'", "b"});
    CHECK(split(R"(SELECT 'it\'s;'; b)") == Texts{R"(SELECT 'it\'s;')", "b"});
    CHECK(split("SELECT 'it''s;'; b") == Texts{"SELECT 'it''s;'", "b"});
    CHECK(split(R"(SELECT '\\'; b)") == Texts{R"(SELECT '\\')", "b"});
    CHECK(split("SELECT ''; b") == Texts{"SELECT ''", "b"});
    CHECK(split("SELECT '-- no comment'; b") == Texts{"SELECT '-- no comment'", "b"});
    CHECK(split("SELECT '/*'; b") == Texts{"SELECT '/*'", "b"});
}

TEST_CASE("a semicolon in a quoted identifier is a part of it") {
    CHECK(split("SELECT 1 AS \"a;b\"; c") == Texts{"SELECT 1 AS \"a;b\"", "c"});
    CHECK(split("SELECT 1 AS `a;b`; c") == Texts{"SELECT 1 AS `a;b`", "c"});
    CHECK(split("SELECT \"it's;\"; c") == Texts{"SELECT \"it's;\"", "c"});
    CHECK(split(R"(SELECT `a\`;`, "a"";"; c)") == Texts{R"(SELECT `a\`;`, "a"";")", "c"});
}

TEST_CASE("comments end no statement and open no quote") {
    CHECK(split("a -- ; it's\n b; c") == Texts{"a -- ; it's\n b", "c"});
    CHECK(split("a // ; it's\n b; c") == Texts{"a // ; it's\n b", "c"});
    CHECK(split("a # ; it's\n b; c") == Texts{"a # ; it's\n b", "c"});
    CHECK(split("a #! ; it's\n b; c") == Texts{"a #! ; it's\n b", "c"});
    CHECK(split("a /* ; it's */ b; c") == Texts{"a /* ; it's */ b", "c"});
}

TEST_CASE("block comments nest") {
    CHECK(split("a /* 1 /* 2; */ still; */ b; c") == Texts{"a /* 1 /* 2; */ still; */ b", "c"});
    CHECK(split("a /**/ b; c") == Texts{"a /**/ b", "c"});
    CHECK(split("a /*/ ; */ b; c") == Texts{"a /*/ ; */ b", "c"});
}

TEST_CASE("what only resembles a comment is none") {
    CHECK(split("a - b; c") == Texts{"a - b", "c"});
    CHECK(split("a->b; c") == Texts{"a->b", "c"});
    CHECK(split("a / b; c * d") == Texts{"a / b", "c * d"});
    CHECK(split("a #b; c") == Texts{"a #b", "c"});
}

TEST_CASE("a semicolon in a heredoc is a part of it") {
    CHECK(split("SELECT $$;'$$; b") == Texts{"SELECT $$;'$$", "b"});
    CHECK(split("SELECT $doc$ ; $$ ; $doc$; b") == Texts{"SELECT $doc$ ; $$ ; $doc$", "b"});
}

TEST_CASE("dollar signs that open no heredoc are ordinary") {
    CHECK(split("SELECT $1; b$; c") == Texts{"SELECT $1", "b$", "c"});
    CHECK(split("a$b$; c$b$; d") == Texts{"a$b$", "c$b$", "d"});
    CHECK(split("$") == Texts{"$"});
    CHECK(split("1$a$ ; $a$; b") == Texts{"1$a$ ; $a$", "b"});
}

TEST_CASE("comments around a statement do not belong to it") {
    CHECK(split("-- what\n/* why */\nSELECT 1 -- tail\n; -- end\n") == Texts{"SELECT 1"});
}

TEST_CASE("each statement knows the line of its first byte") {
    const auto statements =
        splitStatements("-- one\nSELECT\n'x\ny';\n\n/* a\nb */ SELECT 2; SELECT 3;\r\n$$\n$$");
    REQUIRE(statements.has_value());
    REQUIRE(statements->size() == 4);
    CHECK((*statements)[0].line == 2);
    CHECK((*statements)[1].line == 7);
    CHECK((*statements)[2].line == 7);
    CHECK((*statements)[3].line == 8);
}

TEST_CASE("an unclosed quote or comment is an error with the line it begins on") {
    for (const auto* sql :
         {"a;\nb 'c", "a;\nb \"c", "a;\nb `c", "a;\nb 'c\\'", "a;\nb 'c''", "a;\nb '\\"}) {
        CAPTURE(sql);
        const auto statements = splitStatements(sql);
        REQUIRE_FALSE(statements.has_value());
        CHECK(statements.error().line == 2);
        CHECK(statements.error().message == "a quote that begins here is not closed");
    }
    for (const auto* sql : {"a;\nb /* c", "a;\nb /* /* */", "a;\nb /*", "a;\nb /*/"}) {
        CAPTURE(sql);
        const auto statements = splitStatements(sql);
        REQUIRE_FALSE(statements.has_value());
        CHECK(statements.error().line == 2);
        CHECK(statements.error().message == "a comment that begins here is not closed");
    }
}

TEST_CASE("any bytes can be split") {
    CHECK(split(std::string_view("a\0;b", 4)) == Texts{std::string("a\0", 2), "b"});
    CHECK(split("\xff\xfe;\x80") == Texts{"\xff\xfe", "\x80"});
    CHECK(split(std::string(100'000, ';')).empty());
    CHECK_FALSE(splitStatements(std::string(100'000, '\'') + "'").has_value());
}
