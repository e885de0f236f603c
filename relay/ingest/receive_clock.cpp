#include "ingest/receive_clock.h"

namespace relay {

namespace {

constexpr std::int64_t kMaxLead = 1'000'000;  // microseconds before the clock

std::int64_t follow(std::int64_t last, std::int64_t now) {
    return now > last || now < last - kMaxLead ? now : last + 1;
}

}  // namespace

std::int64_t ReceiveClock::next() {
    using std::chrono::duration_cast, std::chrono::microseconds;
    const auto now = duration_cast<microseconds>(now_().time_since_epoch()).count();
    auto last = last_.load();
    while (!last_.compare_exchange_weak(last, follow(last, now))) {
    }
    return follow(last, now);
}

}  // namespace relay
