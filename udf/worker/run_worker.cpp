#include "worker/run_worker.h"

#include "worker/pipes.h"

#include <unistd.h>

#include <csignal>
#include <cstdio>
#include <exception>
#include <string>

namespace worker {

int runWorker(std::string_view program, const RowAnswers& answer) {
    try {
        std::signal(SIGPIPE, SIG_IGN);
        growPipe(STDIN_FILENO);
        growPipe(STDOUT_FILENO);
        RowBinaryReader reader([](std::span<char> buffer) { return readSome(STDIN_FILENO, buffer); }
        );
        RowBinaryWriter writer([](std::span<const char> bytes) { writeAll(STDOUT_FILENO, bytes); });
        answer(reader, writer);
        return 0;
    } catch (const std::exception& error) {
        std::fprintf(stderr, "%s: %s\n", std::string(program).c_str(), error.what());
        return 1;
    }
}

}  // namespace worker
