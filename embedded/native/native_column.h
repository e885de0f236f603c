#pragma once

#include "native_cursor.h"

#include <memory>
#include <string_view>

namespace embedded {

// Knows where the values of one column of a Native block end: the format does not say it. Throws
// UnknownNativeType on the way through data that it cannot follow.
class NativeColumn {
public:
    NativeColumn() = default;
    virtual ~NativeColumn() = default;
    NativeColumn(const NativeColumn&) = delete;
    NativeColumn& operator=(const NativeColumn&) = delete;

    // What stands once before the values of a column.
    virtual void skipPrefix(NativeCursor& cursor) = 0;

    virtual void skipRows(NativeCursor& cursor, std::uint64_t rows) = 0;
};

struct UnknownNativeType {};

// Throws UnknownNativeType.
std::unique_ptr<NativeColumn> makeNativeColumn(std::string_view type);

}  // namespace embedded
