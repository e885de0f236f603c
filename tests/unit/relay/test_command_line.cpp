#include "cli/command_line.h"

#include "support/catch.h"

using relay::Command;
using relay::parseCommandLine;

TEST_CASE("commands and options are understood in any order") {
    CHECK(parseCommandLine({})->command == Command::kServe);
    CHECK(parseCommandLine({"serve"})->command == Command::kServe);
    CHECK(parseCommandLine({"--help"})->command == Command::kHelp);
    CHECK(parseCommandLine({"--version"})->command == Command::kVersion);
    const auto line = parseCommandLine({"--sql-root", "/a b", "migrate"});
    CHECK(line->command == Command::kMigrate);
    CHECK(line->sql_root == "/a b");
}

TEST_CASE("what is not understood is named") {
    CHECK(parseCommandLine({"fly"}).error() == "unknown command fly");
    CHECK(parseCommandLine({"serve", "--fast"}).error() == "unknown option --fast");
    CHECK_FALSE(parseCommandLine({"serve", "migrate"}));
    CHECK_FALSE(parseCommandLine({"--sql-root"}));
}
