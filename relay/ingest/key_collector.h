#pragma once

#include "event_rules/event_capture.h"

#include <cstddef>
#include <string>
#include <string_view>
#include <utility>

namespace relay {

// No configured key is longer, for Linux lets no environment variable have more.
inline constexpr std::size_t kMaxKeyBytes = 131'072;

// The api key of a request, which may be given several times but must be the same each time. Of a
// key over kMaxKeyBytes only the start counts: it is unknown either way.
class KeyCollector {
public:
    // An empty key counts as none.
    void add(std::string_view key);
    void addOf(const event_rules::EventCapture& event);

    [[nodiscard]] bool hasConflict() const { return has_conflict_; }

    // Empty when none was given.
    std::string takeKey() { return std::move(key_); }

private:
    std::string key_;
    bool has_conflict_ = false;
};

}  // namespace relay
