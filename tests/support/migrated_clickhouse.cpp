#include "support/stack.h"

#include <exception>
#include <filesystem>
#include <iostream>

// Leaves the data of a ClickHouse with all migrations in the folder that is given, for tests to
// begin with.
int main(int argument_count, char** arguments) {
    if (argument_count != 2) {
        std::cerr << "usage: migrated_clickhouse FOLDER\n";
        return 2;
    }
    try {
        std::filesystem::remove_all(arguments[1]);
        test_support::Stack stack({.clickhouse_path = arguments[1], .begins_migrated = false});
        stack.relay().stop();
        return stack.clickhouse().stop();
    } catch (const std::exception& exception) {
        std::cerr << exception.what() << '\n';
        return 1;
    }
}
