#pragma once

#include "http/byte_source.h"

#include <tl/expected.hpp>

#include <cstddef>
#include <cstdint>
#include <string>

namespace http {

// Takes a body out of its chunks (RFC 9112 section 7.1), strictly: whatever is not exactly a chunk
// is an error, never an end. Extensions and trailers are skipped, within bounds.
class ChunkedDecoder {
public:
    explicit ChunkedDecoder(ByteSource receive);

    // Returns how many bytes came; 0 at the proper end. Errors: kMalformed, and those of
    // `receive`. Not to be called again after an error.
    tl::expected<std::size_t, Error> read(char* target, std::size_t size);

    // True: the last chunk and its trailers have been read, and nothing behind them.
    [[nodiscard]] bool isConsumed() const { return is_consumed_; }

private:
    tl::expected<void, Error> startChunk();
    tl::expected<void, Error> endChunk();
    tl::expected<void, Error> skipTrailers();
    tl::expected<std::string, Error> readLine();

    ByteSource receive_;
    std::uint64_t left_ = 0;  // of the current chunk
    bool is_consumed_ = false;
};

}  // namespace http
