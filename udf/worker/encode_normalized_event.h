#pragma once

#include "event_rules/normalized_event.h"
#include "worker/row_binary_writer.h"

#include <string_view>

namespace worker {

// Writes the one tuple that normalize_event_v2 returns (udf/functions/normalize_event_v2.xml) for
// an event, whose text was that one.
void encodeNormalizedEvent(
    std::string_view raw_text,
    const event_rules::NormalizedEvent& event,
    RowBinaryWriter& writer
);

}  // namespace worker
