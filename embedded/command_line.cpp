#include "command_line.h"

#include <CLI/CLI.hpp>

#include <charconv>

namespace embedded {
namespace {

constexpr int kWrongUsage = 2;

// Digits alone, which CLI11's own reading of numbers does not ask for.
std::uint16_t parsePort(const std::string& text) {
    std::uint16_t port = 0;
    const char* end = text.data() + text.size();
    const auto [stop, failure] = std::from_chars(text.data(), end, port);
    if (failure != std::errc() || stop != end) {
        throw CLI::ValidationError("--port must be a number from 0 to 65535, not '" + text + "'");
    }
    return port;
}

Ending wrongUsage(const std::string& problem) {
    return {kWrongUsage, "clickhouse_embedded: " + problem + "; try clickhouse_embedded --help\n"};
}

void addOptions(CLI::App& program, CommandLine& line) {
    program.set_version_flag("--version", "clickhouse_embedded " PRODUCT_VERSION);
    program.add_option("--path", line.path, "Where the data lives; made if missing")
        ->option_text("DIR")
        ->required();
    program.add_option("--host", line.host, "Address to listen on")
        ->type_name("ADDRESS")
        ->capture_default_str();
    program
        .add_option_function<std::string>(
            "--port",
            [&line](const std::string& text) { line.port = parsePort(text); },
            "Port to listen on, 0 for any free one"
        )
        ->type_name("N")
        ->default_str(std::to_string(line.port));
    program
        .add_option(
            "--user-scripts-path",
            line.user_scripts_path,
            "Folder of the executables that functions may run"
        )
        ->type_name("DIR");
    program.add_option("--functions", line.functions, "XML files of executable functions")
        ->type_name("GLOB");
}

}  // namespace

tl::expected<CommandLine, Ending> parseCommandLine(const std::vector<std::string>& arguments) {
    CommandLine line;
    CLI::App program(
        "The ClickHouse HTTP interface over an engine in this process", "clickhouse_embedded"
    );
    program.footer("CLICKHOUSE_USER (default) and CLICKHOUSE_PASSWORD (empty) name the one account."
    );
    addOptions(program, line);
    try {
        program.parse(std::vector<std::string>(arguments.rbegin(), arguments.rend())
        );  // as CLI11 takes them
        return line;
    } catch (const CLI::CallForHelp&) {
        return tl::unexpected(Ending{0, program.help()});
    } catch (const CLI::CallForVersion& version) {
        return tl::unexpected(Ending{0, std::string(version.what()) + "\n"});
    } catch (const CLI::ExtrasError&) {
        return tl::unexpected(wrongUsage("unknown option " + program.remaining().front()));
    } catch (const CLI::ParseError& error) {
        return tl::unexpected(wrongUsage(error.what()));
    }
}

}  // namespace embedded
