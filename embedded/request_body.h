#pragma once

#include "body_source.h"

#include <memory>
#include <string>
#include <string_view>

namespace embedded {

// A request body that can be read ahead to find where its statement ends. Throws BodyError.
class RequestBody {
public:
    explicit RequestBody(Poco::Net::HTTPServerRequest& request);

    // Appends to `text` until it has `limit` bytes; false if the body goes on after that.
    bool readUpTo(std::string& text, std::size_t limit);

    // The next piece, valid until the next call; empty at the end.
    std::string_view readPiece();

    [[nodiscard]] bool isConsumed() const { return source_->isConsumed(); }

private:
    std::unique_ptr<BodySource> source_;
    std::unique_ptr<char[]> piece_;  // not zeroed: most requests use little of it
};

}  // namespace embedded
