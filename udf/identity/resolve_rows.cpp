#include "identity/resolve_rows.h"

#include "event_rules/uuid.h"
#include "identity/decide_ids.h"
#include "identity/resolve_arguments.h"

namespace identity_rules {
namespace {

void writeChange(const ChangedDecision& change, worker::RowBinaryWriter& writer) {
    const auto& decision = change.decision;
    writer.writeString(decision.id);
    writer.writeUuid(event_rules::uuid5(decision.id));
    writer.writeString(decision.root);
    writer.writeUuid(event_rules::uuid5(decision.root));
    writer.writeString(decision.owner);
    writer.writeInt64(decision.claimed_at_us);
    writer.writeUuid(decision.claim_uuid);
    writer.writeUInt8(decision.is_identified ? 1 : 0);
    writer.writeInt64(decision.changed_at_us);
    writer.writeInt64(change.decided_before_us);
}

}  // namespace

void resolveRows(worker::RowBinaryReader& reader, worker::RowBinaryWriter& writer) {
    while (const auto rows = reader.readChunkHeader()) {
        for (std::uint64_t row = 0; row < *rows; ++row) {
            const ResolveArguments arguments(reader);
            const auto changes = decideIds(arguments.claims(), arguments.ids());
            writer.writeVarUInt(changes.size());
            for (const auto& change : changes) {
                writeChange(change, writer);
            }
            writer.endRow();
        }
        writer.flush();
    }
}

}  // namespace identity_rules
