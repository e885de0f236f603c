#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace embedded {

// A type as the Native format writes it: `Array(String)` is the name Array and the argument String.
struct NativeType {
    std::string name;
    std::vector<std::string> arguments;  // as they stand
};

// Nothing when the brackets or quotes do not match.
std::optional<NativeType> parseNativeType(std::string_view text);

// The type of an element of a Tuple or a path of a JSON, `a UInt8` or `UInt8`; the name may be
// quoted.
std::string_view elementType(std::string_view element);

// Its name; empty if it has none.
std::string_view elementName(std::string_view element);

}  // namespace embedded
