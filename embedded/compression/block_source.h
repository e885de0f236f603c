#pragma once

#include "byte_source.h"

namespace embedded {

// The content of a source's compressed blocks (block_format.h). It holds one block; memory grows
// with what has come, not with what a header says. Errors: those of the blocks; a cut one is
// CANNOT_READ_ALL_DATA.
ByteSource decodeBlocks(ByteSource packed);

}  // namespace embedded
