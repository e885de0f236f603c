#pragma once

#include "http/byte_source.h"
#include "http/gzip_reader.h"

#include <tl/expected.hpp>

#include <cstddef>
#include <cstdint>
#include <istream>
#include <optional>
#include <string>

namespace relay {

// The lines of a text, which may be gzip; several members one after the other are one text.
class LineSource {
public:
    // The stream outlives the source.
    explicit LineSource(std::istream& stream);

    // The next line without its end; nothing at the end of the text. Error, after all lines that
    // can be read: why there are no more, in a few words; a line that was cut is not returned.
    tl::expected<std::optional<std::string>, std::string> next();

    // Read from the stream so far.
    [[nodiscard]] std::uint64_t bytesRead() const { return bytes_read_; }

private:
    tl::expected<void, std::string> read();

    tl::expected<std::size_t, http::Error> readStream(char* target, std::size_t size);

    std::istream& stream_;
    std::optional<http::GzipReader> inflated_;
    std::string text_;  // read, and not returned from begin_ on
    std::size_t begin_ = 0;
    std::uint64_t bytes_read_ = 0;
    bool is_at_end_ = false;
    std::optional<std::string> damage_;
};

}  // namespace relay
