#pragma once

#include "worker/row_binary_reader.h"
#include "worker/row_binary_writer.h"

namespace worker {

// Answers each row of each chunk with one normalized event until the input ends, and flushes after
// every chunk. Never holds more than one row. Throws ProtocolError if the input breaks the
// protocol.
void normalizeRows(RowBinaryReader& reader, RowBinaryWriter& writer);

}  // namespace worker
