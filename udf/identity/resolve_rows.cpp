#include "identity/resolve_rows.h"

#include "identity/claim_array.h"
#include "identity/resolution_array.h"

namespace identity_rules {

void resolveRows(worker::RowBinaryReader& reader, worker::RowBinaryWriter& writer) {
    while (const auto rows = reader.readChunkHeader()) {
        for (std::uint64_t row = 0; row < *rows; ++row) {
            const ClaimArray array(reader);
            writeResolution(array.claims(), writer);
        }
        writer.flush();
    }
}

}  // namespace identity_rules
