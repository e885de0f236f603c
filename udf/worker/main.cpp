#include "event_rules/normalized_event.h"
#include "worker/normalize_rows.h"
#include "worker/pipes.h"

#include <unistd.h>

#include <csignal>
#include <cstdio>
#include <exception>
#include <string_view>

// The executable behind normalize_event_v1: events in on stdin, normalized events out on stdout,
// until the input ends. An input that cannot be understood ends the process, for it cannot find the
// next row.
int main(int argc, char** argv) {
    if (argc == 2 && std::string_view(argv[1]) == "--version") {
        std::printf("%d\n", event_rules::kRulesVersion);
        return 0;
    }
    try {
        std::signal(SIGPIPE, SIG_IGN);
        worker::growPipe(STDIN_FILENO);
        worker::growPipe(STDOUT_FILENO);
        worker::RowBinaryReader reader([](std::span<char> buffer) {
            return worker::readSome(STDIN_FILENO, buffer);
        });
        worker::RowBinaryWriter writer([](std::span<const char> bytes) {
            worker::writeAll(STDOUT_FILENO, bytes);
        });
        worker::normalizeRows(reader, writer);
        return 0;
    } catch (const std::exception& error) {
        std::fprintf(stderr, "normalize_event: %s\n", error.what());
        return 1;
    }
}
