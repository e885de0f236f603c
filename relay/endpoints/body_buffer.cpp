#include "endpoints/body_buffer.h"

#include <algorithm>
#include <utility>

namespace relay {

namespace {

constexpr std::size_t kFirstCapacity = std::size_t{64} * 1024;

}  // namespace

tl::expected<std::span<char>, Rejection> BodyBuffer::room() {
    if (!data_ || (size_ > capacity_ && capacity_ < limit_)) {
        const auto capacity = std::min(limit_, std::max(2 * capacity_, kFirstCapacity));
        if (!reservation_->tryGrow(capacity - capacity_)) {
            return tl::make_unexpected(Rejection::kBufferFull);
        }
        auto larger = std::make_unique_for_overwrite<char[]>(capacity + 1);
        std::copy_n(data_.get(), size_, larger.get());
        data_ = std::move(larger);
        capacity_ = capacity;
    }
    return std::span(data_.get() + size_, capacity_ + 1 - size_);
}

tl::expected<void, Rejection> BodyBuffer::add(std::size_t size) {
    size_ += size;
    if (size_ > limit_) {
        return tl::make_unexpected(Rejection::kBodyTooLarge);
    }
    return {};
}

}  // namespace relay
