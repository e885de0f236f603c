#pragma once

#include "native_type.h"

#include <optional>

namespace embedded {

// How many bytes each value of a type has in the Native format; nothing where they differ.
std::optional<unsigned> nativeWidth(const NativeType& type);

}  // namespace embedded
