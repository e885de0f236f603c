#pragma once

#include "http/byte_source.h"

#include <tl/expected.hpp>

#include <cstddef>
#include <memory>

namespace http {

// Inflates the gzip bytes of a source, which gives 0 at its end. Several members one after the
// other count as one text (RFC 1952 section 2.2); anything else behind a member is an error.
class GzipReader {
public:
    explicit GzipReader(ByteSource compressed);
    ~GzipReader();

    // Returns how many inflated bytes came; 0 at the proper end. Errors: kUndecodableGzip;
    // kTruncatedGzip for a source that is empty or ends within a member; those of the source.
    tl::expected<std::size_t, Error> read(char* target, std::size_t size);

private:
    class Impl;
    std::unique_ptr<Impl> impl_;
};

}  // namespace http
