#pragma once

#include "support/child_process.h"
#include "worker/row_binary_writer.h"

#include "unit/identity/claim_set.h"

#include <string>
#include <string_view>
#include <vector>

namespace identity_tests {

inline test_support::ProcessResult
runIdentityRoots(const std::vector<std::string>& arguments, std::string_view input) {
    std::vector<std::string> command{IDENTITY_ROOTS_BINARY};
    command.insert(command.end(), arguments.begin(), arguments.end());
    return test_support::runProcess(command, input);
}

// The input of identity_roots.
inline std::string claimRows(const std::vector<Claim>& claims) {
    std::string bytes;
    worker::RowBinaryWriter writer([&bytes](std::span<const char> rows) {
        bytes.append(rows.data(), rows.size());
    });
    for (const auto& claim : claims) {
        writer.writeString(toString(claim.kind));
        writer.writeString(claim.source);
        writer.writeString(claim.target);
        writer.writeInt64(claim.timestamp_us);
        writer.writeUuid(claim.uuid);
        writer.endRow();
    }
    writer.flush();
    return bytes;
}

}  // namespace identity_tests
