#include "block_format.h"

#include "cityhash128.h"

#include <lz4.h>
#include <zstd.h>

#include <algorithm>
#include <cstring>

namespace embedded {
namespace {

enum Method : std::uint8_t { kNone = 0x02, kLz4 = 0x82, kZstd = 0x90 };

template <typename Number>
Number load(const char* bytes) {
    Number number = 0;
    std::memcpy(&number, bytes, sizeof(number));
    return number;
}

template <typename Number>
void store(Number number, char* target) {
    std::memcpy(target, &number, sizeof(number));
}

EngineError tooLarge(std::uint32_t size) {
    const std::string limit = std::to_string(kLargestBlock);
    return makeError(
        49,
        "A compressed block of the request body is said to have " + std::to_string(size) +
            " bytes, the most is " + limit +
            ". Either it is damaged, or it is not compressed at all",
        "TOO_LARGE_SIZE_COMPRESSED"
    );
}

EngineError cannotDecompress(const std::string& problem) {
    return makeError(271, "A compressed block of the request body " + problem, "CANNOT_DECOMPRESS");
}

bool unpackLz4(std::string_view packed, std::string& content) {
    const int size = LZ4_decompress_safe(
        packed.data(),
        content.data(),
        static_cast<int>(packed.size()),
        static_cast<int>(content.size())
    );
    return size >= 0 && static_cast<std::size_t>(size) == content.size();
}

bool unpackZstd(std::string_view packed, std::string& content) {
    const std::size_t size =
        ZSTD_decompress(content.data(), content.size(), packed.data(), packed.size());
    return ZSTD_isError(size) == 0 && size == content.size();
}

bool unpackPlain(std::string_view packed, std::string& content) {
    const bool fits = packed.size() == content.size();
    content.assign(fits ? packed : std::string_view());
    return fits;
}

}  // namespace

tl::expected<BlockHeader, EngineError> parseBlockHeader(std::string_view bytes) {
    const char* header = bytes.data() + kBlockChecksumSize;
    const BlockHeader block{
        .checksum = {load<std::uint64_t>(bytes.data()), load<std::uint64_t>(bytes.data() + 8)},
        .method = load<std::uint8_t>(header),
        .packed_size = load<std::uint32_t>(header + 1),
        .size = load<std::uint32_t>(header + 5)};
    if (block.packed_size > kLargestBlock || block.size > kLargestBlock) {
        return tl::unexpected(tooLarge(std::max(block.packed_size, block.size)));
    }
    if (block.packed_size < kBlockHeaderSize) {
        return tl::unexpected(cannotDecompress("is smaller than its own header"));
    }
    return block;
}

tl::expected<std::string, EngineError>
unpackBlock(const BlockHeader& header, std::string_view bytes) {
    if (cityHash128(bytes) != header.checksum) {
        return tl::unexpected(makeError(
            40,
            "Checksum doesn't match: a compressed block of the request body is damaged",
            "CHECKSUM_DOESNT_MATCH"
        ));
    }
    const auto packed = bytes.substr(kBlockHeaderSize);
    std::string content(header.size, '\0');
    bool is_whole = false;
    switch (header.method) {
        case kNone:
            is_whole = unpackPlain(packed, content);
            break;
        case kLz4:
            is_whole = unpackLz4(packed, content);
            break;
        case kZstd:
            is_whole = unpackZstd(packed, content);
            break;
        default:
            return tl::unexpected(makeError(
                89,
                "Unknown compression method " + std::to_string(header.method) +
                    " of a block of the request body; known are LZ4, ZSTD and none",
                "UNKNOWN_COMPRESSION_METHOD"
            ));
    }
    if (!is_whole) {
        return tl::unexpected(cannotDecompress("does not hold what its header says"));
    }
    return content;
}

void packBlock(std::string_view content, std::string& target) {
    const std::size_t start = target.size();
    const int bound = LZ4_compressBound(static_cast<int>(content.size()));
    target.resize(start + kBlockHeadSize + static_cast<std::size_t>(bound));
    char* block = target.data() + start + kBlockChecksumSize;
    const int packed = LZ4_compress_default(
        content.data(), block + kBlockHeaderSize, static_cast<int>(content.size()), bound
    );
    const std::size_t size = kBlockHeaderSize + static_cast<std::size_t>(packed);
    store(static_cast<std::uint8_t>(kLz4), block);
    store(static_cast<std::uint32_t>(size), block + 1);
    store(static_cast<std::uint32_t>(content.size()), block + 5);
    const auto checksum = cityHash128({block, size});
    store(checksum[0], target.data() + start);
    store(checksum[1], target.data() + start + 8);
    target.resize(start + kBlockChecksumSize + size);
}

}  // namespace embedded
