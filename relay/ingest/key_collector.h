#pragma once

#include "event_rules/event_capture.h"

#include <string>
#include <string_view>

namespace relay {

// The api key of a request, which may be given several times but must be the same each time.
class KeyCollector {
public:
    // An empty key counts as none.
    void add(std::string_view key);
    void addOf(const event_rules::EventCapture& event);

    [[nodiscard]] bool hasConflict() const { return has_conflict_; }

    // Empty when none was given.
    [[nodiscard]] const std::string& key() const { return key_; }

private:
    std::string key_;
    bool has_conflict_ = false;
};

}  // namespace relay
