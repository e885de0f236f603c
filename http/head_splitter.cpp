#include "http/head_splitter.h"

#include "http/text.h"

#include <algorithm>

namespace http {

void HeadSplitter::add(std::string_view bytes) {
    bytes_.erase(0, begin_);
    line_begin_ -= begin_;
    searched_ -= begin_;
    begin_ = 0;
    bytes_.append(bytes);
}

tl::expected<std::optional<std::string>, Error> HeadSplitter::takeHead() {
    for (auto line_feed = bytes_.find('\n', searched_); line_feed != std::string::npos;
         line_feed = bytes_.find('\n', searched_)) {
        if (line_feed == begin_ || bytes_[line_feed - 1] != '\r') {
            return tl::make_unexpected(Error::kMalformed);
        }
        const bool is_empty_line = line_feed == line_begin_ + 1;
        if (!is_empty_line) {
            line_begin_ = searched_ = line_feed + 1;
        } else if (line_begin_ == begin_) {
            startAt(line_feed + 1);
        } else {
            auto head = bytes_.substr(begin_, line_feed + 1 - begin_);
            startAt(line_feed + 1);
            return head;
        }
    }
    searched_ = bytes_.size();
    if (buffered() > max_head_bytes_) {
        return tl::make_unexpected(Error::kHeadTooLarge);
    }
    // What is no text, as the first bytes of TLS, never gets a line end: do not wait for one.
    if (buffered() > 0 && bytes_[begin_] != '\r' && !isToken(bytes_.substr(begin_, 1))) {
        return tl::make_unexpected(Error::kMalformed);
    }
    return std::nullopt;
}

std::size_t HeadSplitter::takeBody(char* target, std::size_t size) {
    const auto count = std::min(size, buffered());
    std::copy_n(bytes_.data() + begin_, count, target);
    startAt(begin_ + count);
    return count;
}

void HeadSplitter::startAt(std::size_t begin) {
    begin_ = line_begin_ = searched_ = begin;
}

}  // namespace http
