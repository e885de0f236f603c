#include "statement_body.h"

#include "transport_error.h"

namespace embedded {
namespace {

constexpr std::size_t kPieceSize = std::size_t{1024} * 1024;

}  // namespace

StatementBody::StatementBody(http::RequestBody& body, http::ContentEncoding encoding)
    : body_(body) {
    if (encoding == http::ContentEncoding::kGzip) {
        inflated_.emplace([&body](char* target, std::size_t size) {
            return body.read(target, size);
        });
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
        const auto size = inflated_ ? inflated_->read(target, kPieceSize - filled)
                                    : body_.read(target, kPieceSize - filled);
        if (!size) {
            return tl::unexpected(transportError(size.error()));
        }
        if (*size == 0) {
            break;
        }
        filled += *size;
    }
    return std::string_view(piece_.get(), filled);
}

}  // namespace embedded
