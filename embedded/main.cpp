#include "server.h"

#include <cstdlib>
#include <exception>
#include <iostream>

namespace {

std::string fromEnvironment(const char* name, const char* otherwise) {
    const char* value = std::getenv(name);
    return value == nullptr ? otherwise : value;
}

int run(const embedded::CommandLine& line) {
    if (line.help) {
        std::cout << embedded::usage();
        return 0;
    }
    if (line.version) {
        std::cout << "clickhouse_embedded " << PRODUCT_VERSION << "\n";
        return 0;
    }
    return embedded::serve(
        line,
        {.user = fromEnvironment("CLICKHOUSE_USER", "default"),
         .password = fromEnvironment("CLICKHOUSE_PASSWORD", "")}
    );
}

}  // namespace

int main(int argc, char** argv) {
    try {
        const auto line = embedded::parseCommandLine({argv + 1, argv + argc});
        if (!line) {
            throw std::runtime_error(line.error());
        }
        return run(*line);
    } catch (const std::exception& error) {
        std::cerr << "clickhouse_embedded: " << error.what() << "\n";
        return 1;
    }
}
