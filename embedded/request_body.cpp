#include "request_body.h"

#include "gzip_source.h"

#include <Poco/Net/HTTPServerRequest.h>

#include <algorithm>

namespace embedded {
namespace {

constexpr std::size_t kPieceSize = 256 * 1024;

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

std::string_view RequestBody::readPiece() {
    piece_.resize(kPieceSize);
    return {piece_.data(), source_->read(piece_.data(), piece_.size())};
}

}  // namespace embedded
