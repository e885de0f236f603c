#pragma once

#include "native_column.h"
#include "native_type.h"

#include <memory>

namespace embedded {

// Types whose values carry a type of their own.
std::unique_ptr<NativeColumn> makeNativeVariant(const NativeType& type);
std::unique_ptr<NativeColumn> makeNativeDynamic(const NativeType& type);
std::unique_ptr<NativeColumn> makeNativeJson(const NativeType& type);

}  // namespace embedded
