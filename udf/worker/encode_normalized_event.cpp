#include "worker/encode_normalized_event.h"

#include <algorithm>
#include <functional>

namespace worker {
namespace {

// What a DateTime64 can hold: 1900-01-01 to the last microsecond of 2299.
constexpr std::int64_t kMinDateTimeUs = -2'208'988'800'000'000;
constexpr std::int64_t kMaxDateTimeUs = 10'413'791'999'999'999;

bool isPartOf(std::string_view part, std::string_view text) {
    const std::less_equal<> is_not_behind;
    return is_not_behind(text.data(), part.data()) &&
           is_not_behind(part.data() + part.size(), text.data() + text.size());
}

// Where they stand in the raw text, or the text itself where it is another.
void writeProperties(
    std::string_view raw_text,
    std::string_view properties,
    RowBinaryWriter& writer
) {
    const bool is_place = !properties.empty() && isPartOf(properties, raw_text);
    const auto offset = is_place ? properties.data() - raw_text.data() : 0;
    writer.writeUInt32(static_cast<std::uint32_t>(offset));
    writer.writeUInt32(static_cast<std::uint32_t>(is_place ? properties.size() : 0));
    writer.writeString(is_place ? "" : properties);
}

void writeLists(const event_rules::NormalizedEvent& event, RowBinaryWriter& writer) {
    writer.writeVarUInt(event.warnings.size());
    for (const auto& warning : event.warnings) {
        writer.writeString(toString(warning.kind));
        writer.writeString(warning.detail);
    }
    writer.writeVarUInt(event.claims.size());
    for (const auto& claim : event.claims) {
        writer.writeString(toString(claim.kind));
        writer.writeString(claim.source);
        writer.writeUuid(claim.source_person_id);
        writer.writeString(claim.target);
        writer.writeString(
            claim.is_refused ? toString(event_rules::WarningKind::kIllegalDistinctId) : ""
        );
    }
    writer.writeVarUInt(event.person_operations.size());
    for (const auto& operation : event.person_operations) {
        writer.writeString(toString(operation.kind));
        writer.writeString(operation.key);
        writer.writeString(operation.value);
    }
}

}  // namespace

void encodeNormalizedEvent(
    std::string_view raw_text,
    const event_rules::NormalizedEvent& event,
    RowBinaryWriter& writer
) {
    writer.writeUInt16(event_rules::kRulesVersion);
    writer.writeString(event.rejected ? toString(*event.rejected) : "");
    writer.writeUuid(event.uuid);
    writer.writeString(event.event);
    writer.writeString(event.distinct_id);
    writer.writeUuid(event.person_id);
    writer.writeString(event.session_id);
    writer.writeNullableUuid(event.session_id_uuid);
    writer.writeString(event.window_id);
    writer.writeNullableUuid(event.window_id_uuid);
    writer.writeString(event.elements_chain);
    writer.writeInt64(std::clamp(event.timestamp_us, kMinDateTimeUs, kMaxDateTimeUs));
    writer.writeString(event.current_url);
    writer.writeString(event.host);
    writeProperties(raw_text, event.properties, writer);
    writeLists(event, writer);
    writer.endRow();
}

}  // namespace worker
