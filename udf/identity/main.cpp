#include "identity/resolve_rows.h"
#include "identity/rules_version.h"
#include "worker/run_worker.h"

// The executable behind resolve_identity_v1.
int main(int argc, char** argv) {
    return worker::runWorker(
        argc, argv, {"resolve_identity", identity_rules::kRulesVersion, identity_rules::resolveRows}
    );
}
