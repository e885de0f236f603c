#pragma once

#include "identity/claim.h"
#include "worker/row_binary_writer.h"

#include <span>

namespace identity_rules {

// An array with a tuple for each id that a claim names, by id bytewise:
//   distinct_id String, own_person_id UUID, person_id UUID, owner String, claimed_at DateTime64(6),
//   claim_uuid UUID, is_identified UInt8,
//   verdicts Array(Tuple(kind String, target String, uuid UUID, refused String))
// own_person_id is uuid5 of the id, person_id of its root. owner, claimed_at and claim_uuid are of
// the plain claim in force; without one they are empty, 0 and nil. verdicts holds the claims whose
// source the id is, equal ones once.
void writeResolution(std::span<const Claim> claims, worker::RowBinaryWriter& writer);

}  // namespace identity_rules
