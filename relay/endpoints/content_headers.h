#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

// What the relay reads out of the headers that describe a body.
namespace relay {

// kWrapped: plain text or a form, which hold JSON in one of several ways.
enum class ContentType : std::uint8_t { kJson, kNdjson, kWrapped };

// Parameters and case do not matter. nullopt: a type that is not taken.
std::optional<ContentType> parseContentType(std::string_view value);

}  // namespace relay
