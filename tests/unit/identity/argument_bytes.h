#pragma once

#include "identity/known_id.h"
#include "unit/identity/claim_set.h"
#include "worker/row_binary_writer.h"

#include <span>
#include <string>
#include <vector>

namespace identity_tests {

inline void writeClaim(const Claim& claim, worker::RowBinaryWriter& writer) {
    writer.writeString(toString(claim.kind));
    writer.writeString(claim.source);
    writer.writeString(claim.target);
    writer.writeInt64(claim.timestamp_us);
    writer.writeUuid(claim.uuid);
}

inline void writeId(const identity_rules::KnownId& row, worker::RowBinaryWriter& writer) {
    writer.writeString(row.decision.id);
    writer.writeString(row.decision.root);
    writer.writeString(row.decision.owner);
    writer.writeInt64(row.decision.claimed_at_us);
    writer.writeUuid(row.decision.claim_uuid);
    writer.writeUInt8(row.decision.is_identified ? 1 : 0);
    writer.writeInt64(row.decision.changed_at_us);
    writer.writeInt64(row.decided_at_us);
    writer.writeUInt8(row.is_open ? 1 : 0);
}

// The arguments of resolve_identity_v1, as ClickHouse sends them.
inline std::string
argumentBytes(const std::vector<Claim>& claims, const std::vector<identity_rules::KnownId>& ids) {
    std::string bytes;
    worker::RowBinaryWriter writer([&bytes](std::span<const char> rows) {
        bytes.append(rows.data(), rows.size());
    });
    writer.writeVarUInt(claims.size());
    for (const auto& claim : claims) {
        writeClaim(claim, writer);
    }
    writer.writeVarUInt(ids.size());
    for (const auto& row : ids) {
        writeId(row, writer);
    }
    writer.flush();
    return bytes;
}

}  // namespace identity_tests
