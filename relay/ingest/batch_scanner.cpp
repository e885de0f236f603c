#include "ingest/batch_scanner.h"

#include "ingest/batch_capture.h"
#include "ingest/body_text.h"
#include "ingest/key_collector.h"
#include "json/parser.h"

#include <algorithm>

namespace relay {

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
    json::Parser parser;
    BatchCapture capture(max_events);
    if (parser.parse(text, capture) != json::ParseOutcome::kWellFormed) {
        return tl::unexpected(Rejection::kInvalidJson);
    }
    return capture.takeResult();
}

}  // namespace relay
