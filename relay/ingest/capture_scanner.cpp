#include "ingest/batch_capture.h"
#include "ingest/batch_scanner.h"
#include "ingest/batch_structure.h"
#include "ingest/body_text.h"
#include "ingest/event_list.h"
#include "json/parser.h"

namespace relay {
namespace {

tl::expected<ScannedBatch, Rejection>
scanElements(std::string_view elements, std::size_t max_events) {
    EventList events(max_events);
    forEachElement(elements, [&events](auto element) { events.add(element); });
    if (events.size() == 0) {
        return tl::unexpected(Rejection::kEmptyBatch);
    }
    return events.takeResult();
}

}  // namespace

tl::expected<ScannedBatch, Rejection> scanCapture(std::string_view body, std::size_t max_events) {
    const auto text = trimJson(skipByteOrderMark(body));
    if (text.starts_with('[')) {
        json::Parser parser;
        BatchCapture capture(max_events, true);
        if (parser.parse(text, capture) == json::ParseOutcome::kWellFormed) {
            return capture.takeResult();
        }
        const auto elements = elementsOf(text);
        return elements ? scanElements(*elements, max_events)
                        : tl::unexpected(Rejection::kInvalidJson);
    }
    auto batch = scanBatch(text, max_events);
    const bool is_event = !batch && batch.error() == Rejection::kMissingBatch;
    return is_event ? scanElements(text, max_events) : std::move(batch);
}

}  // namespace relay
