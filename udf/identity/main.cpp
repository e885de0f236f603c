#include "identity/claim_rows.h"
#include "identity/resolution_rows.h"
#include "worker/pipes.h"

#include <unistd.h>

#include <csignal>
#include <cstdio>
#include <exception>
#include <string_view>

namespace {

constexpr std::string_view kUsage =
    "usage: identity_roots roots|verdicts\n"
    "Reads identity claims on stdin as RowBinary (kind String, source String, target String,\n"
    "timestamp DateTime64(6), uuid UUID) and writes RowBinary on stdout:\n"
    "  roots     distinct_id String, root String, person_id UUID\n"
    "            of every id that is not its own root\n"
    "  verdicts  kind, source, target, timestamp, uuid, refused String\n"
    "            of every claim; refused is empty where it counts\n";

using WriteRows = void (*)(std::span<const identity_rules::Claim>, worker::RowBinaryWriter&);

WriteRows findCommand(std::string_view name) {
    if (name == "roots") {
        return identity_rules::writeRoots;
    }
    return name == "verdicts" ? identity_rules::writeVerdicts : nullptr;
}

// Nothing is written before the whole input is known to be good.
void run(WriteRows write_rows) {
    worker::growPipe(STDIN_FILENO);
    worker::growPipe(STDOUT_FILENO);
    worker::RowBinaryReader reader([](std::span<char> buffer) {
        return worker::readSome(STDIN_FILENO, buffer);
    });
    worker::RowBinaryWriter writer([](std::span<const char> bytes) {
        worker::writeAll(STDOUT_FILENO, bytes);
    });
    const identity_rules::ClaimRows rows(reader);
    write_rows(rows.claims(), writer);
}

void print(std::FILE* stream, std::string_view text) {
    static_cast<void>(std::fwrite(text.data(), 1, text.size(), stream));
}

}  // namespace

// The executable behind ClickHouse's executable('identity_roots …') table function.
int main(int argc, char** argv) {
    const std::string_view argument = argc == 2 ? argv[1] : "";
    if (argument == "--help") {
        print(stdout, kUsage);
        return 0;
    }
    const auto command = findCommand(argument);
    if (command == nullptr) {
        print(stderr, kUsage);
        return 2;
    }
    try {
        std::signal(SIGPIPE, SIG_IGN);
        run(command);
        return 0;
    } catch (const std::exception& error) {
        std::fprintf(stderr, "identity_roots: %s\n", error.what());
        return 1;
    }
}
