#pragma once

#include "byte_source.h"

namespace embedded {

// What the LZ4 frames of a source hold, one after the other. Damage, a cut and an empty source are
// LZ4_DECODER_FAILED.
ByteSource decodeLz4Frames(ByteSource packed);

}  // namespace embedded
