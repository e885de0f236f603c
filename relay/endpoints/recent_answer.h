#pragma once

#include <chrono>
#include <functional>
#include <mutex>
#include <optional>
#include <utility>

namespace relay {

// What somebody else answers, asked again once the last answer is old: one answer serves all who
// ask within a moment, so that asking often does not load ClickHouse. Thread-safe.
template <typename Answer>
class RecentAnswer {
public:
    using Clock = std::function<std::chrono::steady_clock::time_point()>;

    RecentAnswer(
        std::function<Answer()> ask,
        std::chrono::milliseconds fresh,
        Clock now = std::chrono::steady_clock::now
    )
        : ask_(std::move(ask)), fresh_(fresh), now_(std::move(now)) {}

    Answer get() {
        const std::lock_guard lock(mutex_);
        if (!asked_at_ || now_() - *asked_at_ > fresh_) {
            answer_ = ask_();
            asked_at_ = now_();
        }
        return answer_;
    }

private:
    const std::function<Answer()> ask_;
    const std::chrono::milliseconds fresh_;
    const Clock now_;
    std::mutex mutex_;
    Answer answer_;
    std::optional<std::chrono::steady_clock::time_point> asked_at_;
};

}  // namespace relay
