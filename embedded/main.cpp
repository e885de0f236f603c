#include "server.h"

#include <cstdlib>
#include <exception>
#include <iostream>

namespace {

std::string fromEnvironment(const char* name, const char* otherwise) {
    const char* value = std::getenv(name);
    return value == nullptr ? otherwise : value;
}

}  // namespace

int main(int argc, char** argv) {
    try {
        const auto line = embedded::parseCommandLine({argv + 1, argv + argc});
        if (!line) {
            (line.error().exit_code == 0 ? std::cout : std::cerr) << line.error().text;
            return line.error().exit_code;
        }
        return embedded::serve(
            *line,
            {.user = fromEnvironment("CLICKHOUSE_USER", "default"),
             .password = fromEnvironment("CLICKHOUSE_PASSWORD", "")}
        );
    } catch (const std::exception& error) {
        std::cerr << "clickhouse_embedded: " << error.what() << "\n";
        return 1;
    }
}
