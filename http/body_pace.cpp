#include "http/body_pace.h"

#include <algorithm>

namespace http {

namespace {

constexpr std::size_t kMicrosPerSecond = 1'000'000;

}  // namespace

BodyPace::BodyPace(const ReceiveLimits& limits, TimePoint start)
    : limits_(limits),
      end_(start + limits.body_time),
      deadline_(std::min(end_, start + limits.stall_time)) {}

void BodyPace::add(std::size_t bytes, TimePoint now) {
    const std::chrono::microseconds bought(
        bytes * kMicrosPerSecond / limits_.body_bytes_per_second
    );
    deadline_ = std::min({deadline_ + bought, now + limits_.stall_time, end_});
}

}  // namespace http
