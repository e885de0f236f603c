#include "worker/normalize_rows.h"

#include "event_rules/normalizer.h"
#include "worker/encode_normalized_event.h"

namespace worker {
namespace {

// normalize_event_v1(event String, received_at DateTime64(6), sent_at String, fallback_uuid UUID)
event_rules::RawEvent readRow(RowBinaryReader& reader) {
    reader.beginRow();
    const auto text = reader.readString();
    const auto received_at_us = reader.readInt64();
    const auto sent_at = reader.readString();
    const auto fallback_uuid = reader.readUuid();
    return {reader.view(text), received_at_us, reader.view(sent_at), fallback_uuid};
}

}  // namespace

void normalizeRows(RowBinaryReader& reader, RowBinaryWriter& writer) {
    event_rules::Normalizer normalizer;
    while (const auto rows = reader.readChunkHeader()) {
        for (std::uint64_t row = 0; row < *rows; ++row) {
            const auto raw = readRow(reader);
            encodeNormalizedEvent(raw, normalizer.normalize(raw), writer);
        }
        writer.flush();
    }
}

}  // namespace worker
