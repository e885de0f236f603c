#include "cli/command_line.h"

#include "cli/replay_command.h"
#include "support/catch.h"

#include <CLI/CLI.hpp>

#include <sstream>
#include <string>
#include <vector>

using relay::parseCommandLine;
using Arguments = std::vector<std::string>;

namespace {

// What a wrong usage is told.
std::string problem(const Arguments& arguments) {
    const auto line = parseCommandLine(arguments);
    REQUIRE_FALSE(line);
    CHECK(line.error().exit_code == 2);
    return line.error().text;
}

std::string help(Arguments arguments) {
    arguments.emplace_back("--help");
    const auto line = parseCommandLine(arguments);
    REQUIRE_FALSE(line);
    CHECK(line.error().exit_code == 0);
    return line.error().text;
}

relay::ReplayOptions replayOptions(const Arguments& arguments) {
    CLI::App app;
    relay::ReplayOptions options;
    relay::addReplayOptions(app, options);
    app.parse(Arguments(arguments.rbegin(), arguments.rend()));  // CLI11 wants them reversed
    return options;
}

}  // namespace

TEST_CASE("commands and options are understood in any order") {
    for (const std::string command :
         {"serve", "migrate", "reconcile", "tail", "doctor", "health"}) {
        CHECK(parseCommandLine({command})->command);
    }
    CHECK(parseCommandLine({"--sql-root", "/a b", "migrate"})->sql_root == "/a b");
    CHECK(parseCommandLine({"migrate", "--sql-root", "/a b"})->sql_root == "/a b");
    CHECK_FALSE(parseCommandLine({"serve"})->sql_root);
    CHECK(parseCommandLine({"doctor", "--origin", "https://app.example"})->command);
    CHECK(parseCommandLine(
              {"tail", "--key", "k", "--event", "e", "--id", "i", "--rejected", "--json"}
    )
              ->command);
}

TEST_CASE("without a command the help is wrong usage") {
    CHECK(problem({}) == help({}));
    CHECK(problem({"--sql-root", "/a"}) == help({}));
}

TEST_CASE("what is not understood is named in one line") {
    CHECK(problem({"fly"}) == "relay: unknown command fly; try relay --help\n");
    CHECK(problem({"serve", "--fast"}) == "relay: unknown option --fast; try relay --help\n");
    CHECK(problem({"--fast"}) == "relay: unknown option --fast; try relay --help\n");
    CHECK(
        problem({"serve", "migrate"}) == "relay: unexpected argument migrate; try relay --help\n"
    );
    CHECK(problem({"migrate", "--sql-root"}).starts_with("relay: --sql-root: "));
    CHECK(problem({"health", "--sql-root", "/a"}).starts_with("relay: unknown option --sql-root"));
    CHECK(problem({"serve", "--ready"}).starts_with("relay: unknown option --ready"));
    CHECK(problem({"migrate", "--dry-run"}).starts_with("relay: unknown option --dry-run"));
    CHECK(problem({"serve", "--slice-rows", "7"}).starts_with("relay: unknown option --slice-rows")
    );
}

TEST_CASE("replay reads its options") {
    const auto range =
        replayOptions({"--from", "2026-01-01", "--to", "2026-02-01", "--api-key", "k", "--dry-run"}
        );
    CHECK(range.from_us == 1'767'225'600'000'000);
    CHECK(range.to_us == 1'769'904'000'000'000);
    CHECK(range.api_key == "k");
    CHECK(range.dry_run);
    CHECK_FALSE(range.rejected);
    CHECK(replayOptions({"--file", "-"}).file == "-");
    CHECK(replayOptions({"--rejected", "--reason", "r"}).reason == "r");
    CHECK(replayOptions({"--rejected", "--slice-rows", "7"}).slice_rows == 7);
}

TEST_CASE("replay takes one source, with the options that go with it") {
    CHECK(parseCommandLine({"replay", "--rejected"})->command);
    const std::string one_source = "replay needs one of --from T --to T, --file F and --rejected";
    CHECK(problem({"replay"}).starts_with("relay: " + one_source));
    CHECK(problem({"replay", "--file", "f", "--rejected"}).starts_with("relay: " + one_source));
    CHECK(
        problem({"replay", "--from", "2026-01-01"}) ==
        "relay: --from requires --to; try relay --help\n"
    );
    CHECK(
        problem({"replay", "--from", "2026-01-01", "--to", "2026-01-01"}) ==
        "relay: --from must be earlier than --to; try relay --help\n"
    );
    CHECK(
        problem({"replay", "--from", "yesterday", "--to", "2026-01-01"}) ==
        "relay: --from yesterday is no time; write 2026-01-31T12:00:00Z; try relay --help\n"
    );
    CHECK(problem({"replay", "--file", "f", "--api-key", "k"}).find("--from") != std::string::npos);
    CHECK(problem({"replay", "--file", "f", "--dry-run"}).find("--file") != std::string::npos);
    CHECK(
        problem({"replay", "--file", "f", "--reason", "r"}).find("--rejected") != std::string::npos
    );
    CHECK(
        problem({"replay", "--file", "f", "--slice-rows", "7"}).find("--file") != std::string::npos
    );
    for (const std::string rows : {"0", "-1", "many", "7x"}) {
        CHECK(
            problem({"replay", "--rejected", "--slice-rows", rows}).find("--slice-rows") !=
            std::string::npos
        );
    }
}

TEST_CASE("an erasure takes an id or --pending, and lets only an id return") {
    CHECK(parseCommandLine({"person", "erase", "ann", "--dry-run"})->command);
    CHECK(parseCommandLine({"person", "erase", "--pending"})->command);
    const std::string needs = "relay: erase needs an ID, or --pending; ";
    CHECK(problem({"person", "erase"}).starts_with(needs));
    CHECK(problem({"person", "erase", ""}).starts_with(needs));
    CHECK(
        problem({"person", "erase", "ann", "--pending"}).starts_with("relay: ID excludes --pending")
    );
    CHECK_FALSE(parseCommandLine({"person", "erase", "--allow-return"}));
    CHECK_FALSE(parseCommandLine({"person", "erase", "ann", "--allow-return", "--dry-run"}));
}

TEST_CASE("only an id is made anonymous, without properties that are named one by one") {
    CHECK(parseCommandLine({"person", "erase", "--anonymize", "ann"})->command);
    CHECK(parseCommandLine(
              {"person", "erase", "--anonymize", "--property", "a", "--property", "b", "ann"}
    )
              ->command);
    CHECK_FALSE(parseCommandLine({"person", "erase", "--anonymize"}));
    CHECK_FALSE(parseCommandLine({"person", "erase", "--pending", "--anonymize"}));
    CHECK_FALSE(parseCommandLine({"person", "erase", "ann", "--anonymize", "--allow-return"}));
    CHECK_FALSE(parseCommandLine({"person", "erase", "ann", "--property", "a"}));
}

TEST_CASE("every command explains itself") {
    CHECK(help({}).find("Usage: relay [OPTIONS] [COMMAND]\n") != std::string::npos);
    for (const std::string command :
         {"serve", "migrate", "reconcile", "replay", "tail", "doctor", "health"}) {
        CAPTURE(command);
        CHECK(help({}).find("\n  " + command + " ") != std::string::npos);
        CHECK(
            help({command}).find("Usage: relay " + command + " [OPTIONS]\n") != std::string::npos
        );
    }
    const auto replay = help({"replay"});
    for (const std::string option :
         {"--from T",
          "--to T",
          "--api-key K",
          "--file F",
          "--rejected",
          "--reason R",
          "--dry-run",
          "--slice-rows N"}) {
        CAPTURE(option);
        CHECK(replay.find("\n  " + option + " ") != std::string::npos);
    }
}

TEST_CASE("what a command says of itself fits a terminal of 80 columns") {
    for (const std::vector<std::string>& command : std::vector<std::vector<std::string>>{
             {},
             {"serve"},
             {"migrate"},
             {"reconcile"},
             {"replay"},
             {"tail"},
             {"doctor"},
             {"health"},
             {"person"},
             {"person", "explain"},
             {"person", "merge"},
             {"person", "split"},
             {"person", "erase"}}) {
        std::istringstream lines(help(command));
        for (std::string line; std::getline(lines, line);) {
            CAPTURE(line);
            CHECK(line.size() <= 80);
        }
    }
}

TEST_CASE("the version has an exit code of success") {
    const auto version = parseCommandLine({"--version"});
    CHECK(version.error().exit_code == 0);
    CHECK(version.error().text.starts_with("relay "));
}
