#pragma once

#include "worker/row_binary_reader.h"
#include "worker/row_binary_writer.h"

namespace identity_rules {

// Answers each row of each chunk, claims and ids, with what the claims change of those ids
// (udf/functions/resolve_identity_v1.xml) until the input ends. Holds one row at a time, and writes
// nothing of it before the whole row is known to be good. Throws worker::ProtocolError if the input
// breaks the protocol.
void resolveRows(worker::RowBinaryReader& reader, worker::RowBinaryWriter& writer);

}  // namespace identity_rules
