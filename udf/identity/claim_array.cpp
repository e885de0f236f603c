#include "identity/claim_array.h"

#include <algorithm>
#include <string>

namespace identity_rules {
namespace {

ClaimKind parseKind(std::string_view text) {
    for (const auto kind : {ClaimKind::kPlain, ClaimKind::kForced, ClaimKind::kIdentified}) {
        if (text == toString(kind)) {
            return kind;
        }
    }
    throw worker::ProtocolError("unknown kind of claim: " + std::string(text));
}

}  // namespace

ClaimArray::ClaimArray(worker::RowBinaryReader& reader) {
    reader.beginRow();
    for (auto left = reader.readVarUInt(); left > 0; --left) {
        claims_.push_back(readClaim(reader));
    }
}

// Its texts are copied, so the reader need not keep more than one claim.
Claim ClaimArray::readClaim(worker::RowBinaryReader& reader) {
    reader.beginRow();
    const auto kind = reader.readString();
    const auto source = reader.readString();
    const auto target = reader.readString();
    const auto timestamp_us = reader.readInt64();
    const auto uuid = reader.readUuid();
    return {
        parseKind(reader.view(kind)),
        keep(reader.view(source)),
        keep(reader.view(target)),
        timestamp_us,
        uuid,
    };
}

std::string_view ClaimArray::keep(std::string_view text) {
    auto* const copy = static_cast<char*>(texts_.allocate(text.size(), alignof(char)));
    std::ranges::copy(text, copy);
    return {copy, text.size()};
}

}  // namespace identity_rules
