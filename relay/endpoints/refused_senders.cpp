#include "endpoints/refused_senders.h"

#include <utility>

namespace relay {

namespace {

constexpr std::chrono::minutes kPause{1};
constexpr std::size_t kMaxNames = 20;    // of a kind, a minute
constexpr std::size_t kMaxLength = 300;  // the longest host name, and then some

}  // namespace

RefusedSenders::RefusedSenders(Log& log, Clock now) : log_(log), now_(std::move(now)) {}

void RefusedSenders::noteOrigin(std::string_view origin) {
    origin = origin.substr(0, kMaxLength);
    if (note(SenderKind::kOrigin, origin)) {
        log_.warn(
            "origin refused; to take its events, add it to ALLOWED_ORIGINS", {{"origin", origin}}
        );
    }
}

void RefusedSenders::noteKey(std::string_view key) {
    note(SenderKind::kKey, key.substr(0, kMaxLength));
}

std::vector<RefusedSender> RefusedSenders::recent() {
    const std::lock_guard lock(mutex_);
    forgetOld();
    std::vector<RefusedSender> senders;
    for (const auto& [kind, names] : refused_) {
        for (const auto& [name, refusals] : names) {
            senders.push_back({kind, name, refusals.times});
        }
    }
    return senders;
}

bool RefusedSenders::note(SenderKind kind, std::string_view name) {
    const std::lock_guard lock(mutex_);
    forgetOld();
    auto& names = refused_[kind];
    if (names.size() >= kMaxNames && !names.contains(name)) {
        return false;
    }
    auto& refusals = names[std::string(name)];
    const auto now = now_();
    refusals.latest_at = now;
    const bool is_due = refusals.times++ == 0 || now - refusals.named_at >= kPause;
    if (is_due) {
        refusals.named_at = now;
    }
    return is_due;
}

void RefusedSenders::forgetOld() {
    const auto now = now_();
    for (auto& [kind, names] : refused_) {
        std::erase_if(names, [now](const auto& entry) {
            return now - entry.second.latest_at >= kPause;
        });
    }
}

}  // namespace relay
