#pragma once

#include "event_rules/normalized_event.h"
#include "worker/row_binary_writer.h"

namespace worker {

// Writes the one tuple that normalize_event_v1 returns (udf/functions/normalize_event_v1.xml) for
// an event.
void encodeNormalizedEvent(
    const event_rules::RawEvent& raw,
    const event_rules::NormalizedEvent& event,
    RowBinaryWriter& writer
);

}  // namespace worker
