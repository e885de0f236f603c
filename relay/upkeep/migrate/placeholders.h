#pragma once

#include <tl/expected.hpp>

#include <cstddef>
#include <map>
#include <string>
#include <string_view>

namespace relay {

using PlaceholderValues = std::map<std::string, std::string, std::less<>>;

struct UnknownPlaceholder {
    std::string name;
    std::size_t line;  // from 1
};

// Replaces every {{NAME}}. Braces around anything but letters, digits and underscores stay as they
// are.
tl::expected<std::string, UnknownPlaceholder>
replacePlaceholders(std::string_view text, const PlaceholderValues& values);

}  // namespace relay
