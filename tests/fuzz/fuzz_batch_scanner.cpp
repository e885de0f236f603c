#include "check.h"
#include "event_rules/normalizer.h"
#include "ingest/batch_scanner.h"

#include <algorithm>
#include <string>

namespace {

constexpr std::size_t kMaxEvents = 100;

void checkBatch(
    const tl::expected<relay::ScannedBatch, relay::Rejection>& batch,
    std::string_view body,
    event_rules::Normalizer& normalizer
) {
    if (!batch) {
        return;
    }
    fuzz::check(batch->event_count > 0, "a batch has an event");
    fuzz::check(batch->events.size() == std::min(batch->event_count, kMaxEvents), "all are kept");
    const char* last_end = body.data();
    for (const auto& event : batch->events) {
        fuzz::check(!event.text.empty(), "an event has a text");
        fuzz::check(event.text.data() >= last_end, "events follow each other inside the body");
        last_end = event.text.data() + event.text.size();
        fuzz::check(!event.is_object || event.text.front() == '{', "an object is an object");
        fuzz::check(event.is_object || event.rejected.has_value(), "what is accepted is an object");
        const auto& normalized = normalizer.normalize({event.text, 0, "", {}});
        fuzz::check(event.rejected == normalized.rejected, "verdicts are the normalizer's");
    }
    fuzz::check(last_end <= body.data() + body.size(), "events end inside the body");
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    // an exact copy on the heap, so that reading past its end is noticed
    const std::string body(reinterpret_cast<const char*>(data), size);
    event_rules::Normalizer normalizer;
    checkBatch(relay::scanBatch(body, kMaxEvents), body, normalizer);
    checkBatch(relay::scanNdjson(body, kMaxEvents), body, normalizer);
    return 0;
}
