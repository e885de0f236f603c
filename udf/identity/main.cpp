#include "identity/resolve_rows.h"
#include "identity/rules_version.h"
#include "worker/run_worker.h"

#include <cstdio>
#include <string_view>

// The executable behind resolve_identity_v1.
int main(int argc, char** argv) {
    if (argc == 2 && std::string_view(argv[1]) == "--version") {
        std::printf("%d\n", identity_rules::kRulesVersion);
        return 0;
    }
    return worker::runWorker("resolve_identity", identity_rules::resolveRows);
}
