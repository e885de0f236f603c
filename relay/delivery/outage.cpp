#include "delivery/outage.h"

#include <utility>

namespace relay {

Outage::Insert::~Insert() {
    if (is_failing_) {
        const std::lock_guard lock(outage_.mutex_);
        --outage_.failing_inserts_;
    }
}

bool Outage::Insert::fail(std::size_t requests) {
    if (std::exchange(is_failing_, true)) {
        return false;
    }
    const std::lock_guard lock(outage_.mutex_);
    ++outage_.failing_inserts_;
    outage_.requests_ += requests;
    if (outage_.begin_) {
        return false;
    }
    outage_.begin_ = outage_.now_();
    return true;
}

std::optional<Outage::Ended> Outage::Insert::succeed() {
    const std::lock_guard lock(outage_.mutex_);
    if (std::exchange(is_failing_, false)) {
        --outage_.failing_inserts_;
    }
    if (!outage_.begin_ || outage_.failing_inserts_ != 0) {
        return std::nullopt;
    }
    const auto begin = *std::exchange(outage_.begin_, std::nullopt);
    return Ended{
        std::chrono::duration_cast<std::chrono::milliseconds>(outage_.now_() - begin),
        std::exchange(outage_.requests_, 0)};
}

}  // namespace relay
