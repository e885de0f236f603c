#include "http/request_body.h"

#include <algorithm>
#include <utility>

namespace http {

RequestBody::RequestBody(const Request& request, Hooks hooks)
    : hooks_(std::move(hooks)), left_(request.content_length.value_or(0)) {
    if (request.is_chunked) {
        chunks_.emplace(hooks_.receive);
    }
}

tl::expected<std::size_t, Error> RequestBody::read(char* target, std::size_t size) {
    if (isConsumed()) {
        return 0U;
    }
    if (hooks_.begin && !std::exchange(hooks_.begin, nullptr)()) {
        return tl::make_unexpected(Error::kIncomplete);
    }
    const auto received = chunks_ ? chunks_->read(target, size)
                                  : hooks_.receive(target, std::min<std::uint64_t>(size, left_));
    left_ -= chunks_ ? 0 : received.value_or(0);
    received_ += received.value_or(0);
    return received;
}

bool RequestBody::isConsumed() const {
    return chunks_ ? chunks_->isConsumed() : left_ == 0;
}

}  // namespace http
