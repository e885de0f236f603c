#pragma once

#include "http/error.h"

#include <tl/expected.hpp>

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace http {

// Cuts the head of the next request off the bytes of a connection. Keeps what follows it. Empty
// lines before a request are skipped (RFC 9112 section 2.2).
class HeadSplitter {
public:
    explicit HeadSplitter(std::size_t max_head_bytes) : max_head_bytes_(max_head_bytes) {}

    void add(std::string_view bytes);

    // A whole head with its empty line, once it is there; nullopt: more bytes are needed. Errors:
    // kHeadTooLarge; kMalformed for what cannot become a head, such as a LF without its CR.
    tl::expected<std::optional<std::string>, Error> takeHead();

    // How many bytes are there that nobody has taken.
    [[nodiscard]] std::size_t buffered() const { return bytes_.size() - begin_; }

    // What follows the last head, up to `size` bytes of it, copied and removed.
    std::size_t takeBody(char* target, std::size_t size);

private:
    void startAt(std::size_t begin);

    std::size_t max_head_bytes_;
    std::string bytes_;
    std::size_t begin_ = 0;  // what is before it was taken
    std::size_t line_begin_ = 0;
    std::size_t searched_ = 0;
};

}  // namespace http
