#include "command_line.h"

#include "support/catch.h"

using embedded::parseCommandLine;

namespace {

// What a wrong usage is told.
std::string problem(const std::vector<std::string>& arguments) {
    const auto line = parseCommandLine(arguments);
    REQUIRE_FALSE(line);
    CHECK(line.error().exit_code == 2);
    CHECK(line.error().text.ends_with("; try clickhouse_embedded --help\n"));
    return line.error().text;
}

}  // namespace

TEST_CASE("the command line has safe defaults") {
    const auto line = parseCommandLine({"--path", "d"});
    REQUIRE(line.has_value());
    CHECK(line->path == "d");
    CHECK(line->host == "127.0.0.1");
    CHECK(line->port == 8123);
}

TEST_CASE("every option is read") {
    const auto line = parseCommandLine(
        {"--path",
         "d",
         "--host",
         "::1",
         "--port",
         "0",
         "--user-scripts-path",
         "s",
         "--functions",
         "f*"}
    );
    REQUIRE(line.has_value());
    CHECK(line->host == "::1");
    CHECK(line->port == 0);
    CHECK(line->user_scripts_path == "s");
    CHECK(line->functions == "f*");
}

TEST_CASE("help and version start nothing") {
    const auto help = parseCommandLine({"--help"});
    CHECK(help.error().exit_code == 0);
    for (const std::string option :
         {"--path DIR",
          "--host ADDRESS=127.0.0.1",
          "--port N=8123",
          "--user-scripts-path DIR",
          "--functions GLOB"}) {
        CAPTURE(option);
        CHECK(help.error().text.find("\n  " + option) != std::string::npos);
    }
    const auto version = parseCommandLine({"--version"});
    CHECK(version.error().exit_code == 0);
    CHECK(version.error().text.starts_with("clickhouse_embedded "));
}

TEST_CASE("what is wrong with the command line is said") {
    CHECK(problem({}).starts_with("clickhouse_embedded: --path is required"));
    CHECK(problem({"--path"}).starts_with("clickhouse_embedded: --path: 1 required"));
    CHECK(problem({"--path", "d", "--pat", "d"})
              .starts_with("clickhouse_embedded: unknown option --pat;"));
    for (const char* port : {"", "x", "10abc", "-1", "65536", " 1"}) {
        CAPTURE(port);
        CHECK(problem({"--path", "d", "--port", port})
                  .starts_with("clickhouse_embedded: --port must be"));
    }
}
