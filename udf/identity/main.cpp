#include "identity/command.h"

#include <csignal>
#include <cstdio>
#include <exception>
#include <string_view>

namespace {

void print(std::FILE* stream, std::string_view text) {
    static_cast<void>(std::fwrite(text.data(), 1, text.size(), stream));
}

}  // namespace

// The executable behind ClickHouse's executable('identity_roots', …) table function.
int main(int argc, char** argv) {
    if (argc == 2 && std::string_view(argv[1]) == "--help") {
        print(stdout, identity_rules::kUsage);
        return 0;
    }
    if (argc != 1) {
        print(stderr, identity_rules::kUsage);
        return 2;
    }
    try {
        std::signal(SIGPIPE, SIG_IGN);
        identity_rules::resolveStdin();
        return 0;
    } catch (const std::exception& error) {
        std::fprintf(stderr, "identity_roots: %s\n", error.what());
        return 1;
    }
}
