#include "ingest/raw_row_encoder.h"

#include "ingest/ascending_uuid.h"
#include "ingest/json_text.h"
#include "ingest/utc_time.h"

#include <chrono>

namespace relay {

namespace {

constexpr std::size_t kMaxTextBytes = 1024;
constexpr std::string_view kSeq = ",\"seq\":";
constexpr std::string_view kFallbackUuid = ",\"fallback_uuid\":\"";
constexpr std::string_view kEvent = "\",\"event\":";
constexpr std::string_view kEnd = "}\n";
constexpr std::size_t kUuidSize = 36;

void appendMember(std::string& out, std::string_view name, std::string_view text) {
    out += ",\"";
    out += name;
    out += "\":";
    appendJsonString(out, text);
}

void appendCutMember(std::string& out, std::string_view name, std::string_view text) {
    appendMember(out, name, cutUtf8(text, kMaxTextBytes));
}

std::string encodeCommon(const ScannedBatch& batch, const RequestFacts& facts) {
    std::string out = "{\"batch_id\":\"" + event_rules::toString(facts.batch_id) + "\"";
    appendMember(out, "received_at", formatUtc(facts.received_at_us));
    appendMember(out, "api_key", facts.api_key);
    appendCutMember(out, "origin", facts.origin);
    appendMember(out, "ip", facts.ip);
    appendCutMember(out, "user_agent", facts.user_agent);
    appendCutMember(out, "sent_at", batch.sent_at);
    if (!facts.dialect.empty()) {
        appendMember(out, "dialect", facts.dialect);
    }
    if (!facts.sdk.empty()) {
        appendCutMember(out, "sdk", facts.sdk);
    }
    if (!facts.privacy.empty()) {
        appendMember(out, "privacy", facts.privacy);
    }
    return out;
}

std::size_t decimalSize(std::size_t number) {
    std::size_t size = 1;
    for (; number >= 10; number /= 10) {
        ++size;
    }
    return size;
}

}  // namespace

RawRowEncoder::RawRowEncoder(const ScannedBatch& batch, const RequestFacts& facts)
    : batch_(batch),
      batch_id_(event_rules::toString(facts.batch_id)),
      common_(encodeCommon(batch, facts)),
      received_at_ms_(facts.received_at_us / 1000),
      received_day_(static_cast<std::int32_t>(
          std::chrono::floor<std::chrono::days>(std::chrono::microseconds(facts.received_at_us))
              .count()
      )) {}

std::size_t RawRowEncoder::size() const {
    const std::size_t fixed = common_.size() + kSeq.size() + kFallbackUuid.size() + kUuidSize +
                              kEvent.size() + kEnd.size();
    std::size_t total = fixed * batch_.events.size();
    for (std::size_t seq = 0; seq < batch_.events.size(); ++seq) {
        const auto& event = batch_.events[seq];
        total += decimalSize(seq);
        total += event.is_object ? event.text.size() : jsonStringSize(event.text);
    }
    return total;
}

RawRows RawRowEncoder::encode(UuidGenerator& uuids) const {
    RawRows rows;
    rows.count = batch_.events.size();
    rows.received_day = received_day_;
    rows.batch_id = batch_id_;
    rows.ndjson.reserve(size());
    const auto first_id = uuids.timeOrdered(received_at_ms_);
    for (std::size_t seq = 0; seq < batch_.events.size(); ++seq) {
        const auto& event = batch_.events[seq];
        rows.ndjson.append(common_).append(kSeq).append(std::to_string(seq));
        rows.ndjson.append(kFallbackUuid)
            .append(event_rules::toString(ascendingUuid(first_id, seq)));
        rows.ndjson.append(kEvent);
        if (event.is_object) {
            rows.ndjson.append(event.text);
        } else {
            appendJsonString(rows.ndjson, event.text);
        }
        rows.ndjson.append(kEnd);
    }
    return rows;
}

}  // namespace relay
