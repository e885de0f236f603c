#include "identity/resolve_arguments.h"

#include <string>
#include <string_view>

namespace identity_rules {
namespace {

ClaimKind parseKind(std::string_view text) {
    for (const auto kind :
         {ClaimKind::kPlain, ClaimKind::kForced, ClaimKind::kIdentified, ClaimKind::kSplit}) {
        if (text == toString(kind)) {
            return kind;
        }
    }
    throw worker::ProtocolError("unknown kind of claim: " + std::string(text));
}

}  // namespace

ResolveArguments::ResolveArguments(worker::RowBinaryReader& reader) {
    reader.beginRow();
    for (auto left = reader.readVarUInt(); left > 0; --left) {
        claims_.push_back(readClaim(reader));
    }
    for (auto left = reader.readVarUInt(); left > 0; --left) {
        ids_.push_back(readId(reader));
    }
}

Claim ResolveArguments::readClaim(worker::RowBinaryReader& reader) {
    reader.beginRow();
    Claim claim;
    claim.kind = parseKind(reader.view(reader.readString()));
    claim.source = texts_.read(reader);
    claim.target = texts_.read(reader);
    claim.timestamp_us = reader.readInt64();
    claim.uuid = reader.readUuid();
    return claim;
}

KnownId ResolveArguments::readId(worker::RowBinaryReader& reader) {
    reader.beginRow();
    KnownId known;
    known.decision.id = texts_.read(reader);
    known.decision.root = texts_.read(reader);
    known.decision.owner = texts_.read(reader);
    known.decision.claimed_at_us = reader.readInt64();
    known.decision.claim_uuid = reader.readUuid();
    known.decision.is_identified = reader.readUInt8() != 0;
    known.decision.changed_at_us = reader.readInt64();
    known.decided_at_us = reader.readInt64();
    known.is_open = reader.readUInt8() != 0;
    return known;
}

}  // namespace identity_rules
