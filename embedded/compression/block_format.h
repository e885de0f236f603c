#pragma once

#include "engine_error.h"

#include <tl/expected.hpp>

#include <array>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

// ClickHouse's own framing of compressed data (compress=1, decompress=1): blocks of
//
//     16 bytes  CityHash128 of all that follows, low half first
//      1 byte   method
//      4 bytes  size of the block from the method on
//      4 bytes  size of its content
//     the packed content
//
// with numbers in little endian.
namespace embedded {

constexpr std::size_t kBlockChecksumSize = 16;
constexpr std::size_t kBlockHeaderSize = 9;
constexpr std::size_t kBlockHeadSize = kBlockChecksumSize + kBlockHeaderSize;

// The most that ClickHouse takes, packed as well as unpacked.
constexpr std::uint32_t kLargestBlock = 0x40000000;

struct BlockHeader {
    std::array<std::uint64_t, 2> checksum{};
    std::uint8_t method = 0;
    std::uint32_t packed_size = 0;  // from the method on
    std::uint32_t size = 0;         // of the content
};

// `bytes` are checksum and header. Errors: TOO_LARGE_SIZE_COMPRESSED, CANNOT_DECOMPRESS.
tl::expected<BlockHeader, EngineError> parseBlockHeader(std::string_view bytes);

// The content of a block; `bytes` are all that its checksum is over. Errors: CHECKSUM_DOESNT_MATCH,
// UNKNOWN_COMPRESSION_METHOD, CANNOT_DECOMPRESS.
tl::expected<std::string, EngineError>
unpackBlock(const BlockHeader& header, std::string_view bytes);

// Appends one block with the content packed by LZ4. At most kLargestBlock.
void packBlock(std::string_view content, std::string& target);

}  // namespace embedded
