#include "event_rules/normalized_event.h"
#include "worker/normalize_rows.h"
#include "worker/run_worker.h"

// The executable behind normalize_event_v2.
int main(int argc, char** argv) {
    return worker::runWorker(
        argc, argv, {"normalize_event", event_rules::kRulesVersion, worker::normalizeRows}
    );
}
