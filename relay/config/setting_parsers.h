#pragma once

#include "config/config.h"

#include <tl/expected.hpp>

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

// One function per kind of setting. The error says what is expected, without the variable's name.
namespace relay {

// A whole decimal number within [low, high]; no sign, no blanks, no unit.
tl::expected<std::uint64_t, std::string>
parseNumber(std::string_view text, std::uint64_t low, std::uint64_t high);

tl::expected<bool, std::string> parseBoolean(std::string_view text);
tl::expected<LogLevel, std::string> parseLogLevel(std::string_view text);

// Any text without control characters. The error does not repeat the text: it may be a secret.
tl::expected<std::string, std::string> parseCredential(std::string_view text);

// Comma-separated, each item trimmed, empty items dropped.
std::vector<std::string> splitList(std::string_view text);

// http(s)://host[:port][/path] without user information.
tl::expected<std::string, std::string> parseClickHouseUrl(std::string_view text);

// /segment or /segment/segment, of what needs no escape in a URL. A slash at its end is cut.
tl::expected<std::string, std::string> parseBasePath(std::string_view text);

// A letter or underscore, then letters, digits and underscores.
tl::expected<std::string, std::string> parseIdentifier(std::string_view text);

// What remote_servers calls a cluster: letters, digits, underscores and dashes.
tl::expected<std::string, std::string> parseClusterName(std::string_view text);

}  // namespace relay
