#include "ingest/batch_scanner.h"
#include "ingest/body_text.h"
#include "ingest/event_list.h"

#include <algorithm>

namespace relay {

tl::expected<ScannedBatch, Rejection> scanNdjson(std::string_view body, std::size_t max_events) {
    EventList events(max_events);
    auto rest = skipByteOrderMark(body);
    while (!rest.empty()) {
        const auto end = std::min(rest.find('\n'), rest.size());
        const auto line = trimJson(rest.substr(0, end));
        if (!line.empty()) {
            events.add(line);
        }
        rest.remove_prefix(std::min(end + 1, rest.size()));
    }
    if (events.size() == 0) {
        return tl::unexpected(Rejection::kEmptyBody);
    }
    return events.takeResult();
}

}  // namespace relay
