#include "http/request_body.h"

#include <algorithm>
#include <utility>

namespace relay {

RequestBody::RequestBody(const Request& request, std::istream& stream, Hooks hooks)
    : stream_(stream),
      hooks_(std::move(hooks)),
      is_chunked_(request.is_chunked),
      left_(request.content_length.value_or(0)) {}

tl::expected<std::size_t, Rejection> RequestBody::read(char* target, std::size_t size) {
    if (allowsNextRequest()) {
        return 0U;
    }
    if (hooks_.begin) {
        std::exchange(hooks_.begin, nullptr)();
    }
    if (is_chunked_) {
        return readChunked(target, size);
    }
    const auto wanted = std::min<std::uint64_t>(size, left_);
    stream_.read(target, static_cast<std::streamsize>(wanted));
    const auto received = static_cast<std::size_t>(stream_.gcount());
    left_ -= received;
    if (received < wanted) {
        return tl::make_unexpected(Rejection::kIncompleteBody);
    }
    return received;
}

tl::expected<std::size_t, Rejection> RequestBody::readChunked(char* target, std::size_t size) {
    stream_.read(target, static_cast<std::streamsize>(size));
    const auto received = static_cast<std::size_t>(stream_.gcount());
    if (received < size && (stream_.bad() || hooks_.is_cut())) {
        return tl::make_unexpected(Rejection::kIncompleteBody);
    }
    return received;
}

}  // namespace relay
