#include "worker/run_worker.h"

#include "worker/pipes.h"

#include <unistd.h>

#include <csignal>
#include <cstdio>
#include <exception>
#include <span>
#include <string_view>

namespace worker {

namespace {

constexpr int kFailed = 1;
constexpr int kWrongUsage = 2;

void answerRows(const ExecutableFunction& function) {
    std::signal(SIGPIPE, SIG_IGN);
    growPipe(STDIN_FILENO);
    growPipe(STDOUT_FILENO);
    RowBinaryReader reader([](std::span<char> buffer) { return readSome(STDIN_FILENO, buffer); });
    RowBinaryWriter writer([](std::span<const char> bytes) { writeAll(STDOUT_FILENO, bytes); });
    function.answer(reader, writer);
}

}  // namespace

int runWorker(int argc, const char* const* argv, const ExecutableFunction& function) {
    if (argc == 2 && std::string_view(argv[1]) == "--version") {
        std::printf("%d\n", function.rules_version);
        return 0;
    }
    if (argc > 1) {
        std::fprintf(
            stderr,
            "%s: ClickHouse runs it; the only option is --version\n",
            function.program.c_str()
        );
        return kWrongUsage;
    }
    try {
        answerRows(function);
        return 0;
    } catch (const std::exception& error) {
        std::fprintf(stderr, "%s: %s\n", function.program.c_str(), error.what());
        return kFailed;
    }
}

}  // namespace worker
