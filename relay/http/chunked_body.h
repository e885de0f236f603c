#pragma once

#include "ingest/rejection.h"

#include <tl/expected.hpp>

#include <cstddef>
#include <cstdint>
#include <functional>
#include <string>

namespace relay {

// Fetches at least one byte of a connection and at most `size`. Errors: kIncompleteBody,
// kBodyTooSlow.
using ReceiveBytes =
    std::function<tl::expected<std::size_t, Rejection>(char* target, std::size_t size)>;

// Takes a body out of its chunks (RFC 9112 section 7.1), strictly: whatever is not exactly a chunk
// is an error, never an end. Extensions and trailers are skipped, within bounds.
class ChunkedBody {
public:
    explicit ChunkedBody(ReceiveBytes receive);

    // Returns how many bytes came; 0 at the proper end. Errors: kMalformedRequest, and those of
    // `receive`. Not to be called again after an error.
    tl::expected<std::size_t, Rejection> read(char* target, std::size_t size);

    // True: the last chunk and its trailers have been read, and nothing behind them.
    [[nodiscard]] bool isConsumed() const { return is_consumed_; }

private:
    tl::expected<void, Rejection> startChunk();
    tl::expected<void, Rejection> endChunk();
    tl::expected<void, Rejection> skipTrailers();
    tl::expected<std::string, Rejection> readLine();

    ReceiveBytes receive_;
    std::uint64_t left_ = 0;  // of the current chunk
    bool is_consumed_ = false;
};

}  // namespace relay
