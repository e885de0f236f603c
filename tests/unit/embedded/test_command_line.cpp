#include "command_line.h"

#include "support/catch.h"

using embedded::parseCommandLine;

namespace {

std::string problem(const std::vector<std::string>& arguments) {
    const auto line = parseCommandLine(arguments);
    return line ? "" : line.error();
}

}  // namespace

TEST_CASE("the command line has safe defaults") {
    const auto line = parseCommandLine({"--path", "d"});
    REQUIRE(line.has_value());
    CHECK(line->path == "d");
    CHECK(line->host == "127.0.0.1");
    CHECK(line->port == 8123);
    CHECK_FALSE(line->help);
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
    CHECK(parseCommandLine({"--help"})->help);
    CHECK(parseCommandLine({"--version"})->version);
}

TEST_CASE("what is wrong with the command line is said") {
    CHECK(problem({}).find("--path is missing") == 0);
    CHECK(problem({"--path"}) == "--path needs a value");
    CHECK(problem({"--pat", "d"}).find("unknown option --pat") == 0);
    for (const char* port : {"", "x", "10abc", "-1", "65536", " 1"}) {
        CAPTURE(port);
        CHECK(problem({"--path", "d", "--port", port}).find("--port must be") == 0);
    }
}
