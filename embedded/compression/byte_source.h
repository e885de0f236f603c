#pragma once

#include "engine_error.h"

#include <tl/expected.hpp>

#include <cstddef>
#include <functional>

namespace embedded {

// Fetches at least one byte and at most `size`; 0 at the proper end. An error is final.
using ByteSource =
    std::function<tl::expected<std::size_t, EngineError>(char* target, std::size_t size)>;

}  // namespace embedded
