#include "identity/resolution_array.h"

#include "identity/identity_roots.h"

#include <algorithm>
#include <numeric>
#include <string_view>
#include <tuple>
#include <vector>

namespace identity_rules {
namespace {

auto columnsOf(const Claim& claim) {
    return std::tuple(
        claim.source, toString(claim.kind), claim.target, claim.timestamp_us, claim.uuid.bytes
    );
}

// The positions of the claims, those of one source together, of equal claims only one.
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

std::vector<std::string_view> namedIds(std::span<const Claim> claims) {
    std::vector<std::string_view> ids;
    ids.reserve(2 * claims.size());
    for (const auto& claim : claims) {
        ids.push_back(claim.source);
        ids.push_back(claim.target);
    }
    std::ranges::sort(ids);
    ids.erase(std::unique(ids.begin(), ids.end()), ids.end());
    return ids;
}

class ResolutionWriter {
public:
    ResolutionWriter(std::span<const Claim> claims, worker::RowBinaryWriter& writer)
        : claims_(claims), resolution_(resolveIdentity(claims)), writer_(writer) {}

    void
    writeId(std::string_view id, std::string_view root, std::span<const std::size_t> claims_of_id) {
        Claim in_force{};
        bool is_identified = false;
        for (const auto position : claims_of_id) {
            const bool is_accepted = resolution_.verdicts[position] == ClaimVerdict::kAccepted;
            const auto& claim = claims_[position];
            if (is_accepted && claim.kind == ClaimKind::kPlain) {
                in_force = claim;
            }
            is_identified |= is_accepted && claim.kind == ClaimKind::kIdentified;
        }
        writer_.writeString(id);
        writer_.writeUuid(event_rules::uuid5(id));
        writer_.writeUuid(event_rules::uuid5(root));
        writer_.writeString(in_force.target);
        writer_.writeInt64(in_force.timestamp_us);
        writer_.writeUuid(in_force.uuid);
        writer_.writeUInt8(is_identified ? 1 : 0);
        writer_.writeVarUInt(claims_of_id.size());
        for (const auto position : claims_of_id) {
            writeVerdict(position);
        }
    }

    [[nodiscard]] const std::vector<OwnedId>& ownedIds() const { return resolution_.owned_ids; }

private:
    void writeVerdict(std::size_t position) {
        const auto& claim = claims_[position];
        writer_.writeString(toString(claim.kind));
        writer_.writeString(claim.target);
        writer_.writeUuid(claim.uuid);
        writer_.writeString(toString(resolution_.verdicts[position]));
    }

    std::span<const Claim> claims_;
    Resolution resolution_;
    worker::RowBinaryWriter& writer_;
};

}  // namespace

void writeResolution(std::span<const Claim> claims, worker::RowBinaryWriter& writer) {
    ResolutionWriter rows(claims, writer);
    const auto positions = sortedPositions(claims);
    auto first_claim = positions.begin();
    auto owned = rows.ownedIds().begin();
    const auto ids = namedIds(claims);
    writer.writeVarUInt(ids.size());
    for (const auto id : ids) {
        const auto past_claims = std::find_if(first_claim, positions.end(), [&](std::size_t i) {
            return claims[i].source != id;
        });
        const bool is_owned = owned != rows.ownedIds().end() && owned->id == id;
        rows.writeId(id, is_owned ? owned->root : id, {first_claim, past_claims});
        first_claim = past_claims;
        owned += is_owned ? 1 : 0;
    }
    writer.endRow();
}

}  // namespace identity_rules
