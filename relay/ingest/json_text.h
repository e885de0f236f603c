#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace relay {

// Appends `text` as a JSON string with its quotes. Control characters become \u00XX; bytes that are
// no valid UTF-8 stay as they are, because ClickHouse strings hold any bytes.
void appendJsonString(std::string& out, std::string_view text);

// What appendJsonString would append, in bytes.
std::size_t jsonStringSize(std::string_view text);

// At most `limit` bytes, without cutting a UTF-8 sequence in two.
std::string_view cutUtf8(std::string_view text, std::size_t limit);

}  // namespace relay
