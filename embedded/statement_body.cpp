#include "statement_body.h"

#include "block_source.h"
#include "http/gzip_reader.h"
#include "lz4_frame_source.h"
#include "transport_error.h"
#include "zstd_source.h"

#include <utility>

namespace embedded {
namespace {

constexpr std::size_t kPieceSize = std::size_t{1024} * 1024;

ByteSource inWordsOfClickHouse(http::ByteSource source) {
    return [source = std::move(source)](char* target, std::size_t size) {
        return source(target, size).map_error(transportError);
    };
}

http::ByteSource decodeGzip(http::ByteSource packed) {
    auto reader = std::make_shared<http::GzipReader>(std::move(packed));
    return [reader](char* target, std::size_t size) { return reader->read(target, size); };
}

ByteSource unpack(http::RequestBody& body, ContentCoding coding) {
    const auto sent = [&body](char* target, std::size_t size) { return body.read(target, size); };
    switch (coding) {
        case ContentCoding::kGzip:
            return inWordsOfClickHouse(decodeGzip(sent));
        case ContentCoding::kLz4:
            return decodeLz4Frames(inWordsOfClickHouse(sent));
        case ContentCoding::kZstd:
            return decodeZstd(inWordsOfClickHouse(sent));
        case ContentCoding::kIdentity:
            break;
    }
    return inWordsOfClickHouse(sent);
}

}  // namespace

StatementBody::StatementBody(http::RequestBody& body, ContentCoding coding, bool in_blocks)
    : source_(unpack(body, coding)) {
    if (in_blocks) {
        source_ = decodeBlocks(std::move(source_));
    }
}

tl::expected<bool, EngineError> StatementBody::readUpTo(std::string& text, std::size_t limit) {
    while (text.size() < limit) {
        const auto piece = readPiece();
        if (!piece) {
            return tl::unexpected(piece.error());
        }
        if (piece->empty()) {
            return true;
        }
        text.append(*piece);
    }
    return false;
}

// Filled as far as it goes: the engine pays for every piece, and a socket gives small ones.
tl::expected<std::string_view, EngineError> StatementBody::readPiece() {
    if (!piece_) {
        piece_ = std::make_unique_for_overwrite<char[]>(kPieceSize);
    }
    std::size_t filled = 0;
    while (filled < kPieceSize) {
        char* target = piece_.get() + filled;
        const auto size = source_(target, kPieceSize - filled);
        if (!size) {
            return tl::unexpected(size.error());
        }
        if (*size == 0) {
            break;
        }
        filled += *size;
    }
    return std::string_view(piece_.get(), filled);
}

}  // namespace embedded
