#pragma once

#include "byte_source.h"

namespace embedded {

// What the Zstandard frames of a source hold, one after the other. Damage, a cut and an empty
// source are ZSTD_DECODER_FAILED, and so is a frame that wants more than 128 MiB to be read.
ByteSource decodeZstd(ByteSource packed);

}  // namespace embedded
