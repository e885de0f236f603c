#pragma once

#include "byte_source.h"
#include "encoder.h"

#include <cstdint>
#include <memory>
#include <optional>
#include <string_view>

namespace embedded {

// Content codings of HTTP as ClickHouse names them; lz4 is the LZ4 frame format.
enum class ContentCoding : std::uint8_t { kIdentity, kGzip, kLz4, kZstd };

// A Content-Encoding header; empty means identity. Nothing: another coding, or several.
std::optional<ContentCoding> parseContentCoding(std::string_view header);

// What to answer with: as ClickHouse does, the first of zstd, lz4, gzip that an Accept-Encoding
// header names.
ContentCoding chooseContentCoding(std::string_view accept_encoding);

std::string_view contentCodingName(ContentCoding coding);

// Nothing for kIdentity.
std::unique_ptr<Encoder> makeEncoder(ContentCoding coding);

}  // namespace embedded
