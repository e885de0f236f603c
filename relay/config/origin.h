#pragma once

#include <tl/expected.hpp>

#include <string>
#include <string_view>

namespace relay {

// An entry of ALLOWED_ORIGINS as browsers write an origin: scheme://host[:port], lower case,
// without the port that the scheme has anyway. `https://*.example.com` stands for all direct
// subdomains, `http://localhost:*` and `http://127.0.0.1:*` for all ports. The error says what is
// expected, without the variable's name.
tl::expected<std::string, std::string> parseOrigin(std::string_view text);

// True if a parsed entry lists this Origin header: byte for byte, but for what `*` stands for,
// which is one label of a host name, or a port.
bool listsOrigin(std::string_view entry, std::string_view origin);

}  // namespace relay
