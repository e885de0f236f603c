#pragma once

#include "http/error.h"

#include <tl/expected.hpp>

#include <cstddef>
#include <functional>

namespace http {

// Fetches at least one byte and at most `size`. What 0 means, and which errors come, depends on the
// source: a connection never gives 0, a body gives it at its proper end.
using ByteSource = std::function<tl::expected<std::size_t, Error>(char* target, std::size_t size)>;

}  // namespace http
