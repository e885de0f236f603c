#include "worker/normalize_rows.h"

#include "dialects/raw_event_normalizer.h"
#include "worker/encode_normalized_event.h"

namespace worker {
namespace {

struct Arguments {
    event_rules::RawEvent raw;
    dialects::Dialect dialect;
};

// normalize_event_v2(event String, received_at DateTime64(6), sent_at String, fallback_uuid UUID,
// dialect String, sdk String)
Arguments readRow(RowBinaryReader& reader) {
    reader.beginRow();
    const auto text = reader.readString();
    const auto received_at_us = reader.readInt64();
    const auto sent_at = reader.readString();
    const auto fallback_uuid = reader.readUuid();
    const auto dialect = reader.readString();
    const auto sdk = reader.readString();
    return {
        {reader.view(text), received_at_us, reader.view(sent_at), fallback_uuid},
        {reader.view(dialect), reader.view(sdk)}};
}

}  // namespace

void normalizeRows(RowBinaryReader& reader, RowBinaryWriter& writer) {
    dialects::RawEventNormalizer normalizer;
    while (const auto rows = reader.readChunkHeader()) {
        for (std::uint64_t row = 0; row < *rows; ++row) {
            const auto [raw, dialect] = readRow(reader);
            encodeNormalizedEvent(raw.text, normalizer.normalize(raw, dialect), writer);
        }
        writer.flush();
    }
}

}  // namespace worker
