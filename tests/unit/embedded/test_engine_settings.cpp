#include "engine_settings.h"

#include "support/catch.h"

using embedded::settingsStatement;

TEST_CASE("settings become one SET, with the marker last") {
    CHECK(settingsStatement({}, "m", false) == "SET send_logs_source_regexp='m'");
    CHECK(
        settingsStatement({{"a", "1"}, {"param_x", "it's \\"}}, "m", false) ==
        R"(SET a='1', param_x='it\'s \\', send_logs_source_regexp='m')"
    );
    CHECK(
        settingsStatement({{"send_logs_source_regexp", "x"}}, "m", false) ==
        "SET send_logs_source_regexp='m'"
    );
}

TEST_CASE("a read-only request cannot be made writable by its settings") {
    const std::string expected = "SET readonly='2', send_logs_source_regexp='m'";
    CHECK(settingsStatement({}, "m", true) == expected);
    CHECK(settingsStatement({{"readonly", "0"}}, "m", true) == expected);
    CHECK(
        settingsStatement({{"readonly", "1"}}, "m", true) ==
        "SET readonly='1', send_logs_source_regexp='m'"
    );
}

TEST_CASE("a name that is no identifier is an unknown setting") {
    for (const std::string name : {"", "a b", "a=1,b", "1a", "a'", "\xc3\xa4"}) {
        const auto statement = settingsStatement({{name, "1"}}, "m", false);
        CAPTURE(name);
        REQUIRE_FALSE(statement.has_value());
        CHECK(statement.error().code == 115);
    }
}

TEST_CASE("names and strings are quoted") {
    CHECK(embedded::quoteName("a`b\\") == "`a\\`b\\\\`");
    CHECK(embedded::quoteString("a'b") == "'a\\'b'");
    CHECK(
        embedded::killStatement("m") ==
        "KILL QUERY WHERE Settings['send_logs_source_regexp']='m' ASYNC"
    );
}
