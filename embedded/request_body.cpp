#include "request_body.h"

#include "gzip_source.h"

#include <Poco/Net/HTTPServerRequest.h>

namespace embedded {
namespace {

constexpr std::size_t kPieceSize = std::size_t{1024} * 1024;

std::unique_ptr<BodySource> makeSource(Poco::Net::HTTPServerRequest& request) {
    const std::string encoding = request.get("Content-Encoding", "identity");
    if (encoding == "identity" || encoding.empty()) {
        return makeWireSource(request);
    }
    if (encoding == "gzip") {
        return std::make_unique<GzipSource>(makeWireSource(request));
    }
    throw BodyError(makeError(
        89,
        "Content-Encoding '" + encoding + "' is not supported, only gzip is",
        "UNKNOWN_COMPRESSION_METHOD"
    ));
}

}  // namespace

RequestBody::RequestBody(Poco::Net::HTTPServerRequest& request) : source_(makeSource(request)) {}

bool RequestBody::readUpTo(std::string& text, std::size_t limit) {
    while (text.size() < limit) {
        const std::string_view piece = readPiece();
        if (piece.empty()) {
            return true;
        }
        text.append(piece);
    }
    return false;
}

// Filled as far as it goes: the engine pays for every piece, and a socket gives small ones.
std::string_view RequestBody::readPiece() {
    if (!piece_) {
        piece_ = std::make_unique_for_overwrite<char[]>(kPieceSize);
    }
    std::size_t filled = 0;
    while (filled < kPieceSize) {
        const std::size_t count = source_->read(piece_.get() + filled, kPieceSize - filled);
        if (count == 0) {
            break;
        }
        filled += count;
    }
    return {piece_.get(), filled};
}

}  // namespace embedded
