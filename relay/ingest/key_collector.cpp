#include "ingest/key_collector.h"

namespace relay {

void KeyCollector::add(std::string_view key) {
    key = key.substr(0, kMaxKeyBytes);
    if (key.empty()) {
        return;
    }
    if (key_.empty()) {
        key_ = key;
    } else if (key_ != key) {
        has_conflict_ = true;
    }
}

void KeyCollector::addOf(const event_rules::EventCapture& event) {
    const auto& key = event.value(event_rules::EventField::kApiKey);
    if (key.isText()) {
        add(key.text);
    }
}

}  // namespace relay
