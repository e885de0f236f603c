#include "command_line.h"

#include <charconv>
#include <optional>

namespace embedded {
namespace {

std::optional<std::uint16_t> parsePort(std::string_view text) {
    std::uint16_t port = 0;
    const char* end = text.data() + text.size();
    const auto [stop, failure] = std::from_chars(text.data(), end, port);
    return failure == std::errc() && stop == end ? std::optional(port) : std::nullopt;
}

// Nothing, or what is wrong with this option.
std::optional<std::string>
readOption(const std::string& name, const std::string& value, CommandLine& line) {
    if (name == "--path") {
        line.path = value;
    } else if (name == "--host") {
        line.host = value;
    } else if (name == "--user-scripts-path") {
        line.user_scripts_path = value;
    } else if (name == "--functions") {
        line.functions = value;
    } else if (name == "--port") {
        const auto port = parsePort(value);
        if (!port) {
            return "--port must be a number from 0 to 65535, not '" + value + "'";
        }
        line.port = *port;
    } else {
        return "unknown option " + name + "; see --help";
    }
    return std::nullopt;
}

}  // namespace

tl::expected<CommandLine, std::string> parseCommandLine(const std::vector<std::string>& arguments) {
    CommandLine line;
    for (std::size_t i = 0; i < arguments.size(); ++i) {
        const std::string& name = arguments[i];
        if (name == "--help" || name == "--version") {
            (name == "--help" ? line.help : line.version) = true;
            continue;
        }
        const bool last = i + 1 == arguments.size();
        if (const auto problem = readOption(name, last ? "" : arguments[i + 1], line)) {
            return tl::unexpected(*problem);
        }
        if (last) {
            return tl::unexpected(name + " needs a value");
        }
        ++i;
    }
    if (line.path.empty() && !line.help && !line.version) {
        return tl::unexpected(std::string("--path is missing; see --help"));
    }
    return line;
}

std::string_view usage() {
    return "Usage: clickhouse_embedded --path DIR [options]\n"
           "The ClickHouse HTTP interface over an engine in this process.\n"
           "\n"
           "  --path DIR               where the data lives; made if missing\n"
           "  --host ADDRESS           address to listen on (127.0.0.1)\n"
           "  --port N                 port to listen on, 0 for any free one (8123)\n"
           "  --user-scripts-path DIR  folder of the executables that functions may run\n"
           "  --functions GLOB         XML files of executable functions\n"
           "  --help, --version\n"
           "\n"
           "CLICKHOUSE_USER (default) and CLICKHOUSE_PASSWORD (empty) name the one account.\n";
}

}  // namespace embedded
