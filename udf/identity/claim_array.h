#pragma once

#include "identity/claim.h"
#include "worker/row_binary_reader.h"

#include <memory_resource>
#include <string_view>
#include <vector>

namespace identity_rules {

// The claims of a row and the texts they point to.
class ClaimArray {
public:
    // Reads an Array(Tuple(kind String, source String, target String, timestamp DateTime64(6), uuid
    // UUID)). Throws worker::ProtocolError if it breaks off or a kind is unknown.
    explicit ClaimArray(worker::RowBinaryReader& reader);

    [[nodiscard]] const std::vector<Claim>& claims() const { return claims_; }

private:
    Claim readClaim(worker::RowBinaryReader& reader);
    std::string_view keep(std::string_view text);

    std::pmr::monotonic_buffer_resource texts_;
    std::vector<Claim> claims_;
};

}  // namespace identity_rules
