#include "replay/raw_line.h"

#include "event_rules/uuid.h"
#include "ingest/batch_scanner.h"
#include "ingest/json_text.h"

#include <rapidjson/document.h>

#include <limits>

namespace relay {

namespace {

constexpr std::size_t kReceivedAtSize = 26;

using Rows = std::vector<RawLineRow>;

bool isString(const rapidjson::Document& row, const char* name) {
    const auto member = row.FindMember(name);
    return member != row.MemberEnd() && member->value.IsString();
}

tl::expected<Rows, std::string> takeRow(std::string_view line, const rapidjson::Document& row) {
    const auto seq = row.FindMember("seq");
    const bool is_complete = isString(row, "batch_id") && isString(row, "received_at") &&
                             isString(row, "fallback_uuid") && isString(row, "event") &&
                             seq != row.MemberEnd() && seq->value.IsUint();
    const std::string received_at = is_complete ? row["received_at"].GetString() : "";
    if (!is_complete || received_at.size() != kReceivedAtSize ||
        !event_rules::parseUuid(row["batch_id"].GetString())) {
        return tl::unexpected(std::string("not a complete row of raw_events"));
    }
    return Rows{
        {row["batch_id"].GetString(), seq->value.GetUint(), received_at, std::string(line)}};
}

std::string encode(const ScannedBatch& batch, std::size_t seq, const RawLineRow& row) {
    const auto fallback = event_rules::uuid5(row.batch_id + " " + std::to_string(seq));
    std::string json = R"({"batch_id":")" + row.batch_id + R"(","seq":)" + std::to_string(seq) +
                       R"(,"received_at":")" + row.received_at + R"(","api_key":)";
    appendJsonString(json, batch.api_key);
    json += R"(,"origin":"","ip":"","user_agent":"","sent_at":)";
    appendJsonString(json, batch.sent_at);
    json += R"(,"fallback_uuid":")" + toString(fallback) + R"(","event":)";
    appendJsonString(json, batch.events[seq].text);
    return json + "}";
}

}  // namespace

tl::expected<std::vector<RawLineRow>, std::string>
parseRawLine(std::string_view line, std::uint64_t number, std::string_view now) {
    rapidjson::Document row;
    row.Parse<rapidjson::kParseIterativeFlag>(line.data(), line.size());
    if (row.HasParseError() || !row.IsObject()) {
        return tl::unexpected(std::string("not a JSON object"));
    }
    if (row.HasMember("batch_id") && row.HasMember("seq")) {
        return takeRow(line, row);
    }
    constexpr auto kAll = std::numeric_limits<std::uint32_t>::max();
    const auto batch = row.HasMember("batch") ? scanBatch(line, kAll) : scanNdjson(line, kAll);
    if (!batch) {
        return tl::unexpected(std::string("not a batch"));
    }
    const auto batch_id =
        toString(event_rules::uuid5(std::to_string(number) + " " + std::string(line)));
    Rows rows;
    for (std::size_t seq = 0; seq < batch->events.size(); ++seq) {
        RawLineRow event{batch_id, static_cast<std::uint32_t>(seq), std::string(now), {}};
        event.json = encode(*batch, seq, event);
        rows.push_back(std::move(event));
    }
    return rows;
}

}  // namespace relay
