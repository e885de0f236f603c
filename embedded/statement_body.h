#pragma once

#include "byte_source.h"
#include "content_coding.h"
#include "engine_error.h"
#include "http/request_body.h"

#include <tl/expected.hpp>

#include <cstddef>
#include <memory>
#include <string>
#include <string_view>

namespace embedded {

// A request body, unpacked, that can be read ahead to find where its statement ends. An error means
// that it cannot be read to its true end, and nothing of it may be stored.
class StatementBody {
public:
    // `in_blocks`: within its coding it has ClickHouse's own framing. Keeps the reference.
    StatementBody(http::RequestBody& body, ContentCoding coding, bool in_blocks);

    StatementBody(const StatementBody&) = delete;
    StatementBody& operator=(const StatementBody&) = delete;

    // Appends to `text` until it has `limit` bytes; false if the body goes on after that.
    tl::expected<bool, EngineError> readUpTo(std::string& text, std::size_t limit);

    // The next piece, valid until the next call; empty at the end.
    tl::expected<std::string_view, EngineError> readPiece();

private:
    ByteSource source_;
    std::unique_ptr<char[]> piece_;  // not zeroed: most requests use little of it
};

}  // namespace embedded
