#pragma once

#include "worker/row_binary_reader.h"
#include "worker/row_binary_writer.h"

namespace identity_rules {

// Answers each row of each chunk, a list of claims, with the list of what becomes of their ids
// (udf/functions/resolve_identity_v1.xml) until the input ends. Holds one row at a time, and writes
// nothing of it before the whole row is known to be good. Throws worker::ProtocolError if the input
// breaks the protocol.
void resolveRows(worker::RowBinaryReader& reader, worker::RowBinaryWriter& writer);

}  // namespace identity_rules
