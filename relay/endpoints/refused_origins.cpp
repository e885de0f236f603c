#include "endpoints/refused_origins.h"

#include <utility>

namespace relay {

namespace {

constexpr std::chrono::minutes kPause{1};
constexpr std::size_t kMaxOrigins = 20;  // a minute
constexpr std::size_t kMaxLength = 300;  // the longest host name, and then some

}  // namespace

RefusedOrigins::RefusedOrigins(Log& log, Clock now) : log_(log), now_(std::move(now)) {}

void RefusedOrigins::note(std::string_view origin) {
    origin = origin.substr(0, kMaxLength);
    if (isDue(origin)) {
        log_.warn(
            "origin refused; to take its events, add it to ALLOWED_ORIGINS", {{"origin", origin}}
        );
    }
}

bool RefusedOrigins::isDue(std::string_view origin) {
    const std::lock_guard lock(mutex_);
    const auto now = now_();
    std::erase_if(named_at_, [now](const auto& entry) { return now - entry.second >= kPause; });
    if (named_at_.size() >= kMaxOrigins) {
        return false;
    }
    return named_at_.try_emplace(std::string(origin), now).second;
}

}  // namespace relay
