#include "identity/resolution_rows.h"

#include <algorithm>
#include <numeric>
#include <tuple>
#include <vector>

namespace identity_rules {
namespace {

auto columnsOf(const Claim& claim) {
    return std::tuple(
        toString(claim.kind), claim.source, claim.target, claim.timestamp_us, claim.uuid.bytes
    );
}

// The positions of the claims in the order of their columns, of equal claims only one.
std::vector<std::size_t> sortedPositions(std::span<const Claim> claims) {
    std::vector<std::size_t> positions(claims.size());
    std::iota(positions.begin(), positions.end(), std::size_t{0});
    std::ranges::sort(positions, {}, [claims](std::size_t i) { return columnsOf(claims[i]); });
    const auto repeated = std::unique(
        positions.begin(),
        positions.end(),
        [claims](std::size_t first, std::size_t second) { return claims[first] == claims[second]; }
    );
    positions.erase(repeated, positions.end());
    return positions;
}

}  // namespace

void writeRoots(std::span<const Claim> claims, worker::RowBinaryWriter& writer) {
    for (const auto& [id, root] : resolveIdentity(claims).owned_ids) {
        writer.writeString(id);
        writer.writeString(root);
        writer.writeUuid(event_rules::uuid5(root));
        writer.endRow();
    }
    writer.flush();
}

void writeVerdicts(std::span<const Claim> claims, worker::RowBinaryWriter& writer) {
    const auto verdicts = resolveIdentity(claims).verdicts;
    for (const auto position : sortedPositions(claims)) {
        const auto& claim = claims[position];
        writer.writeString(toString(claim.kind));
        writer.writeString(claim.source);
        writer.writeString(claim.target);
        writer.writeInt64(claim.timestamp_us);
        writer.writeUuid(claim.uuid);
        writer.writeString(toString(verdicts[position]));
        writer.endRow();
    }
    writer.flush();
}

}  // namespace identity_rules
