#include "event_rules/normalized_event.h"
#include "worker/normalize_rows.h"
#include "worker/run_worker.h"

#include <cstdio>
#include <string_view>

// The executable behind normalize_event_v1.
int main(int argc, char** argv) {
    if (argc == 2 && std::string_view(argv[1]) == "--version") {
        std::printf("%d\n", event_rules::kRulesVersion);
        return 0;
    }
    return worker::runWorker("normalize_event", worker::normalizeRows);
}
