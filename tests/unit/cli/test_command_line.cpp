#include "cli/command_line.h"
#include "cli/help_text.h"

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

TEST_CASE("replay takes one source, with the options that go with it") {
    const auto range = parseCommandLine(
        {"replay", "--from", "2026-01-01", "--to", "2026-02-01", "--api-key", "k", "--dry-run"}
    );
    REQUIRE(range);
    CHECK(range->command == Command::kReplay);
    CHECK(range->replay.from_us == 1'767'225'600'000'000);
    CHECK(range->replay.to_us == 1'769'904'000'000'000);
    CHECK(range->replay.api_key == "k");
    CHECK(range->replay.dry_run);
    CHECK(parseCommandLine({"replay", "--file", "-"})->replay.file == "-");
    CHECK(parseCommandLine({"replay", "--rejected", "--reason", "r"})->replay.reason == "r");
    CHECK(parseCommandLine({"replay", "--rejected", "--slice-rows", "7"})->replay.slice_rows == 7);

    CHECK_FALSE(parseCommandLine({"replay"}));
    CHECK_FALSE(parseCommandLine({"replay", "--from", "2026-01-01"}));
    CHECK_FALSE(parseCommandLine({"replay", "--from", "2026-01-01", "--to", "2026-01-01"}));
    CHECK(
        parseCommandLine({"replay", "--from", "yesterday", "--to", "2026-01-01"}).error() ==
        "--from yesterday is no time; write 2026-01-31T12:00:00Z"
    );
    CHECK_FALSE(parseCommandLine({"replay", "--file", "f", "--rejected"}));
    CHECK_FALSE(parseCommandLine({"replay", "--file", "f", "--dry-run"}));
    CHECK_FALSE(parseCommandLine({"replay", "--file", "f", "--reason", "r"}));
    CHECK_FALSE(parseCommandLine({"replay", "--rejected", "--slice-rows", "0"}));
    CHECK_FALSE(parseCommandLine({"replay", "--file", "f", "--slice-rows", "7"}));
    CHECK_FALSE(parseCommandLine({"migrate", "--dry-run"}));
    CHECK_FALSE(parseCommandLine({"serve", "--slice-rows", "7"}));
    CHECK_FALSE(parseCommandLine({"health", "--sql-root", "/a"}));
    CHECK_FALSE(parseCommandLine({"squash"}));
}

TEST_CASE("health asks one of two questions") {
    CHECK(parseCommandLine({"health"})->health == relay::HealthQuestion::kLives);
    CHECK(parseCommandLine({"health", "--ready"})->health == relay::HealthQuestion::kReady);
    CHECK(parseCommandLine({"serve", "--ready"}).error() == "--ready belongs to relay health");
}

TEST_CASE("every command explains itself") {
    CHECK(parseCommandLine({"replay", "--help"})->help_for == Command::kReplay);
    CHECK(relay::helpText(Command::kServe).starts_with("Usage: relay [serve]"));
    CHECK(relay::helpText(Command::kMigrate).starts_with("Usage: relay migrate"));
    CHECK(relay::helpText(Command::kReplay).starts_with("Usage: relay replay"));
    CHECK(relay::helpText(Command::kReconcile).starts_with("Usage: relay reconcile"));
    CHECK(relay::helpText(Command::kHealth).starts_with("Usage: relay health"));
    CHECK(relay::helpText(Command::kHelp).starts_with("Usage: relay [COMMAND]"));
}
