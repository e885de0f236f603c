#pragma once

#include "identity/argument_texts.h"
#include "identity/claim.h"
#include "identity/known_id.h"
#include "worker/row_binary_reader.h"

#include <vector>

namespace identity_rules {

// The arguments of a call of resolve_identity_v1 (udf/functions/resolve_identity_v1.xml), and the
// texts that they point to.
class ResolveArguments {
public:
    // Throws worker::ProtocolError if the row breaks off or the kind of a claim is unknown.
    explicit ResolveArguments(worker::RowBinaryReader& reader);

    [[nodiscard]] const std::vector<Claim>& claims() const { return claims_; }

    [[nodiscard]] const std::vector<KnownId>& ids() const { return ids_; }

private:
    Claim readClaim(worker::RowBinaryReader& reader);
    KnownId readId(worker::RowBinaryReader& reader);

    ArgumentTexts texts_;
    std::vector<Claim> claims_;
    std::vector<KnownId> ids_;
};

}  // namespace identity_rules
