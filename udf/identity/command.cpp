#include "identity/command.h"

#include "identity/claim_rows.h"
#include "identity/resolution_rows.h"
#include "worker/pipes.h"

#include <unistd.h>

namespace identity_rules {

void resolveStdin() {
    worker::growPipe(STDIN_FILENO);
    worker::growPipe(STDOUT_FILENO);
    worker::RowBinaryReader reader([](std::span<char> buffer) {
        return worker::readSome(STDIN_FILENO, buffer);
    });
    worker::RowBinaryWriter writer([](std::span<const char> bytes) {
        worker::writeAll(STDOUT_FILENO, bytes);
    });
    const ClaimRows rows(reader);
    writeResolution(rows.claims(), writer);
}

}  // namespace identity_rules
