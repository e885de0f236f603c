#include "ingest/batch_scanner.h"

#include "event_rules/json_parser.h"
#include "ingest/batch_capture.h"
#include "ingest/body_text.h"

namespace relay {

tl::expected<ScannedBatch, Rejection> scanBatch(std::string_view body, std::size_t max_events) {
    const auto text = trimJson(skipByteOrderMark(body));
    if (text.empty()) {
        return tl::unexpected(Rejection::kEmptyBody);
    }
    event_rules::JsonParser parser;
    BatchCapture capture(max_events);
    if (parser.parse(text, capture) != event_rules::ParseOutcome::kWellFormed) {
        return tl::unexpected(Rejection::kInvalidJson);
    }
    return capture.takeResult();
}

}  // namespace relay
