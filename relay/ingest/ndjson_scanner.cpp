#include "event_rules/event_reader.h"
#include "ingest/batch_scanner.h"
#include "ingest/body_text.h"
#include "ingest/key_collector.h"

#include <algorithm>
#include <utility>

namespace relay {
namespace {

using event_rules::RejectReason;

bool isGivenUp(std::optional<RejectReason> rejected) {
    return rejected == RejectReason::kEventTooLarge || rejected == RejectReason::kNestingTooDeep;
}

// What was not read to its end may be anything but an object.
bool isKnownObject(std::optional<RejectReason> rejected) {
    return rejected != RejectReason::kMalformedJson && rejected != RejectReason::kNotAnObject &&
           !isGivenUp(rejected);
}

class LineScanner {
public:
    explicit LineScanner(std::size_t max_events) : max_events_(max_events) {}

    void scan(std::string_view line) {
        ++batch_.event_count;
        const auto rejected = reader_.read(line);
        if (isGivenUp(rejected)) {
            reader_.readOn(line);  // one bad event must not cost its batch the key
        }
        if (rejected != RejectReason::kMalformedJson) {
            keys_.addOf(reader_.capture());
        }
        if (batch_.events.size() < max_events_) {
            batch_.events.push_back({line, isKnownObject(rejected), rejected});
        }
    }

    tl::expected<ScannedBatch, Rejection> takeResult() {
        if (batch_.event_count == 0) {
            return tl::unexpected(Rejection::kEmptyBody);
        }
        if (keys_.hasConflict()) {
            return tl::unexpected(Rejection::kConflictingKeys);
        }
        batch_.api_key = keys_.takeKey();
        return std::move(batch_);
    }

private:
    std::size_t max_events_;
    event_rules::EventReader reader_{event_rules::CaptureScope::kVerdict};
    KeyCollector keys_;
    ScannedBatch batch_;
};

}  // namespace

tl::expected<ScannedBatch, Rejection> scanNdjson(std::string_view body, std::size_t max_events) {
    LineScanner scanner(max_events);
    auto rest = skipByteOrderMark(body);
    while (!rest.empty()) {
        const auto end = std::min(rest.find('\n'), rest.size());
        const auto line = trimJson(rest.substr(0, end));
        if (!line.empty()) {
            scanner.scan(line);
        }
        rest.remove_prefix(std::min(end + 1, rest.size()));
    }
    return scanner.takeResult();
}

}  // namespace relay
