#include "block_encoder.h"
#include "block_format.h"
#include "block_source.h"
#include "byte_sources.h"
#include "cityhash128.h"

#include "support/catch.h"

#include <zstd.h>

#include <cstring>

using embedded::BlockEncoder;
using embedded::decodeBlocks;
using embedded_test::codeOf;
using embedded_test::packWith;
using embedded_test::readAll;
using embedded_test::sampleText;
using embedded_test::sourceOf;

namespace {

std::string pack(const std::string& text) {
    BlockEncoder encoder;
    return packWith(encoder, text);
}

// A block by hand, with a true checksum.
std::string block(char method, std::uint32_t packed_size, std::uint32_t size, std::string packed) {
    std::string bytes(1, method);
    bytes.resize(embedded::kBlockHeaderSize);
    std::memcpy(bytes.data() + 1, &packed_size, sizeof(packed_size));
    std::memcpy(bytes.data() + 5, &size, sizeof(size));
    bytes += packed;
    const auto checksum = embedded::cityHash128(bytes);
    std::string head(embedded::kBlockChecksumSize, '\0');
    std::memcpy(head.data(), checksum.data(), head.size());
    return head + bytes;
}

std::string block(char method, std::uint32_t size, const std::string& packed) {
    const auto whole = embedded::kBlockHeaderSize + packed.size();
    return block(method, static_cast<std::uint32_t>(whole), size, packed);
}

std::string zstd(const std::string& text) {
    std::string packed(ZSTD_compressBound(text.size()), '\0');
    packed.resize(ZSTD_compress(packed.data(), packed.size(), text.data(), text.size(), 1));
    return packed;
}

}  // namespace

TEST_CASE("blocks give back what was packed, at every size") {
    const std::size_t full = BlockEncoder::kContentSize;
    for (const std::size_t size :
         {std::size_t{0}, std::size_t{1}, full - 1, full, full + 1, 3 * full}) {
        const auto text = sampleText(size);
        CAPTURE(size);
        CHECK(readAll(decodeBlocks(sourceOf(pack(text), 4096))) == text);
    }
    CHECK(pack("").empty());
}

TEST_CASE("blocks come packed by LZ4, Zstandard or not at all, one after the other") {
    const auto text = sampleText(5000);
    const auto size = static_cast<std::uint32_t>(text.size());
    const auto bytes = pack(text) + block('\x02', size, text) + block('\x90', size, zstd(text));
    CHECK(readAll(decodeBlocks(sourceOf(bytes, 1))) == text + text + text);
}

TEST_CASE("a block that is cut anywhere is an error") {
    const auto packed = pack("some text that is packed");
    for (std::size_t size = 1; size < packed.size(); ++size) {
        CAPTURE(size);
        CHECK(codeOf(decodeBlocks(sourceOf(packed.substr(0, size)))) == 33);
    }
}

TEST_CASE("a flipped bit anywhere in a block is an error") {
    const auto packed = pack(sampleText(100));
    for (std::size_t i = 0; i < packed.size(); ++i) {
        auto damaged = packed;
        damaged[i] = static_cast<char>(damaged[i] ^ 0x40);
        CAPTURE(i);
        const int code = codeOf(decodeBlocks(sourceOf(damaged)));
        CHECK((code == 40 || code == 49 || code == 33 || code == 271));
    }
}

TEST_CASE("a block with a true checksum and untrue content is an error") {
    CHECK(codeOf(decodeBlocks(sourceOf(block('\x02', 4, "abc")))) == 271);
    CHECK(codeOf(decodeBlocks(sourceOf(block('\x82', 100, "not lz4 at all")))) == 271);
    CHECK(codeOf(decodeBlocks(sourceOf(block('\x90', 100, "not zstd at all")))) == 271);
    CHECK(codeOf(decodeBlocks(sourceOf(block('\x90', 2, zstd("longer"))))) == 271);
    CHECK(codeOf(decodeBlocks(sourceOf(block('\x91', 3, "abc")))) == 89);
    CHECK(codeOf(decodeBlocks(sourceOf(block('\x02', 8, 0, "")))) == 271);
}

TEST_CASE("a block over the limit is refused before its content is read") {
    const std::uint32_t limit = embedded::kLargestBlock;
    CHECK(codeOf(decodeBlocks(sourceOf(block('\x82', limit + 1, 1, "")))) == 49);
    CHECK(codeOf(decodeBlocks(sourceOf(block('\x82', 20, limit + 1, "")))) == 49);
    CHECK(codeOf(decodeBlocks(sourceOf(block('\x82', limit, 1, "")))) == 33);
    CHECK(codeOf(decodeBlocks(sourceOf("SELECT 1 and nothing packed at all"))) == 49);
}
