#include "sql_lexer.h"

#include "support/catch.h"

#include <string>
#include <vector>

using embedded::SqlLexer;
using embedded::TokenKind;

namespace {

std::vector<std::string> words(std::string_view sql) {
    SqlLexer lexer(sql);
    std::vector<std::string> texts;
    for (auto token = lexer.next(); token.kind != TokenKind::kEnd; token = lexer.next()) {
        texts.emplace_back(lexer.text(token));
    }
    return texts;
}

using Texts = std::vector<std::string>;

}  // namespace

TEST_CASE("the lexer skips blanks and every kind of comment") {
    CHECK(words("").empty());
    CHECK(words(" \t\r\n").empty());
    CHECK(words("a -- b ; c\nd") == Texts{"a", "d"});
    CHECK(words("a // b ; c\nd") == Texts{"a", "d"});
    CHECK(words("a # b\nd #! e") == Texts{"a", "d"});
    CHECK(words("a/* ; * / */d") == Texts{"a", "d"});
    CHECK(words("a/* b /* c */ d */e /*/ f */g") == Texts{"a", "e", "g"});
    CHECK(words("1-1") == Texts{"1", "-", "1"});
}

TEST_CASE("the lexer keeps quoted text whole") {
    CHECK(words(R"('a;b' "c;d" `e;f`)") == Texts{"'a;b'", "\"c;d\"", "`e;f`"});
    CHECK(words(R"('it\'s;' x)") == Texts{R"('it\'s;')", "x"});
    CHECK(words("'it''s;' x") == Texts{"'it'", "'s;'", "x"});
    CHECK(words(R"('\\' x)") == Texts{R"('\\')", "x"});
    CHECK(words("$q$ a'; $q$ b") == Texts{"$q$ a'; $q$", "b"});
    CHECK(words("$$;$$") == Texts{"$$;$$"});
}

TEST_CASE("the lexer takes what never ends as one unterminated token") {
    for (const std::string sql : {"'abc", "\"abc", "`abc", "/* abc", "'abc\\'"}) {
        SqlLexer lexer(sql);
        const auto token = lexer.next();
        CAPTURE(sql);
        CHECK(token.kind == TokenKind::kUnterminated);
        CHECK(token.end == sql.size());
        CHECK(lexer.next().kind == TokenKind::kEnd);
    }
}

TEST_CASE("the lexer knows keywords in any case and words beyond ASCII") {
    SqlLexer lexer("SeLeCt größe");
    const auto first = lexer.next();
    CHECK(lexer.isWord(first, "SELECT"));
    CHECK_FALSE(lexer.isWord(first, "SELEC"));
    CHECK(lexer.text(lexer.next()) == "größe");
}
