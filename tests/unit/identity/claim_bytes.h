#pragma once

#include "unit/identity/claim_set.h"
#include "worker/row_binary_writer.h"

#include <span>
#include <string>
#include <vector>

namespace identity_tests {

// The argument of resolve_identity_v1, as ClickHouse sends it.
inline std::string claimArray(const std::vector<Claim>& claims) {
    std::string bytes;
    worker::RowBinaryWriter writer([&bytes](std::span<const char> rows) {
        bytes.append(rows.data(), rows.size());
    });
    writer.writeVarUInt(claims.size());
    for (const auto& claim : claims) {
        writer.writeString(toString(claim.kind));
        writer.writeString(claim.source);
        writer.writeString(claim.target);
        writer.writeInt64(claim.timestamp_us);
        writer.writeUuid(claim.uuid);
    }
    writer.flush();
    return bytes;
}

}  // namespace identity_tests
