#pragma once

#include "identity/identity_roots.h"
#include "worker/row_binary_writer.h"

#include <span>

namespace identity_rules {

// Rows of (distinct_id String, root String, person_id UUID): every id that is not its own root, by
// id bytewise.
void writeRoots(std::span<const Claim> claims, worker::RowBinaryWriter& writer);

// Rows of (kind String, source String, target String, timestamp DateTime64(6), uuid UUID, refused
// String): every claim once, sorted by these columns in this order, bytewise.
void writeVerdicts(std::span<const Claim> claims, worker::RowBinaryWriter& writer);

}  // namespace identity_rules
