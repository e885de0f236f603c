#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

namespace http {

enum class ContentEncoding : std::uint8_t { kIdentity, kGzip };

// A Content-Encoding header; empty means identity, x-gzip is gzip (RFC 9110 section 8.4.1.3).
// nullopt: another encoding, or several.
std::optional<ContentEncoding> parseContentEncoding(std::string_view value);

}  // namespace http
