#include "worker/normalize_rows.h"

#include "event_rules/normalizer.h"
#include "worker/encode_normalized_event.h"

namespace worker {
namespace {

event_rules::Uuid readUuid(RowBinaryReader& reader) {
    event_rules::Uuid uuid;
    for (std::size_t half = 0; half < 2; ++half) {
        const auto value = reader.readUInt64();
        for (std::size_t i = 0; i < 8; ++i) {
            uuid.bytes.at(half * 8 + i) = static_cast<std::uint8_t>(value >> (56 - 8 * i));
        }
    }
    return uuid;
}

// normalize_event_v1(event String, received_at DateTime64(6), sent_at String, fallback_uuid UUID)
event_rules::RawEvent readRow(RowBinaryReader& reader) {
    reader.beginRow();
    const auto text = reader.readString();
    const auto received_at_us = reader.readInt64();
    const auto sent_at = reader.readString();
    const auto fallback_uuid = readUuid(reader);
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
