#include "ingest/batch_scanner.h"

#include "ingest/batch_capture.h"
#include "ingest/batch_structure.h"
#include "ingest/body_text.h"
#include "ingest/event_list.h"
#include "ingest/key_collector.h"
#include "json/parser.h"

#include <algorithm>
#include <optional>
#include <utility>

namespace relay {
namespace {

using Result = tl::expected<ScannedBatch, Rejection>;

// nullopt: the text is no JSON.
std::optional<Result> scanStrictly(std::string_view text, std::size_t max_events) {
    json::Parser parser;
    BatchCapture capture(max_events);
    if (parser.parse(text, capture) != json::ParseOutcome::kWellFormed) {
        return std::nullopt;
    }
    return capture.takeResult();
}

// One event that is no JSON must not cost the others their place: they are told apart by structure
// alone, and judged one by one.
Result scanApart(std::string_view text, std::size_t max_events) {
    const auto structure = takeApart(text);
    if (!structure) {
        return tl::unexpected(Rejection::kInvalidJson);
    }
    const auto envelope = scanStrictly(structure->envelope, 0);
    if (!envelope || !*envelope) {
        return tl::unexpected(envelope ? envelope->error() : Rejection::kInvalidJson);
    }
    EventList events(max_events);
    events.addKey((*envelope)->api_key);
    forEachElement(structure->elements, [&events](auto element) { events.add(element); });
    if (events.size() == 0) {
        return tl::unexpected(Rejection::kEmptyBatch);
    }
    auto batch = events.takeResult();
    if (batch) {
        batch->sent_at = (*envelope)->sent_at;
    }
    return batch;
}

}  // namespace

std::size_t maxScanMemory(std::string_view body, std::size_t max_events) {
    // A list that doubles holds half as much again beside its new self; an event has two bytes with
    // its comma or line feed.
    const auto list = 3 * sizeof(ScannedEvent) * (std::min(body.size() / 2, max_events) + 1);
    const auto key = std::min(body.size(), kMaxKeyBytes);
    return json::Parser::maxMemory(body) + list + key;
}

tl::expected<ScannedBatch, Rejection> scanBatch(std::string_view body, std::size_t max_events) {
    const auto text = trimJson(skipByteOrderMark(body));
    if (text.empty()) {
        return tl::unexpected(Rejection::kEmptyBody);
    }
    if (auto batch = scanStrictly(text, max_events)) {
        return std::move(*batch);
    }
    return scanApart(text, max_events);
}

std::size_t findInvalidByte(std::string_view body) {
    const auto text = trimJson(skipByteOrderMark(body));
    json::Parser parser;
    BatchCapture capture(0);
    parser.parse(text, capture);
    return static_cast<std::size_t>(text.data() - body.data()) + parser.errorOffset();
}

}  // namespace relay
