#include "replay/raw_line.h"

#include "event_rules/uuid.h"
#include "ingest/batch_scanner.h"
#include "ingest/json_text.h"

#include <rapidjson/memorystream.h>
#include <rapidjson/reader.h>

#include <limits>
#include <map>
#include <optional>

namespace relay {

namespace {

constexpr std::size_t kReceivedAtSize = 26;
constexpr auto kAllEvents = std::numeric_limits<std::uint32_t>::max();

using Rows = std::vector<RawLineRow>;

// The members of one JSON object, as far as telling kinds of lines apart needs them.
class LineReader : public rapidjson::BaseReaderHandler<rapidjson::UTF8<>, LineReader> {
public:
    bool Default() { return depth_ > 0; }

    bool Key(const char* text, rapidjson::SizeType size, bool /*copy*/) {
        if (depth_ == 1) {
            name_.assign(text, size);
            texts[name_];
        }
        return true;
    }

    bool String(const char* text, rapidjson::SizeType size, bool /*copy*/) {
        if (depth_ == 1) {
            texts[name_].assign(text, size);
        }
        return depth_ > 0;
    }

    bool Uint(unsigned value) {
        if (depth_ == 1 && name_ == "seq") {
            seq = value;
        }
        return depth_ > 0;
    }

    bool StartObject() {
        ++depth_;
        return true;
    }

    bool EndObject(rapidjson::SizeType /*members*/) {
        --depth_;
        return true;
    }

    bool StartArray() { return depth_++ > 0; }

    bool EndArray(rapidjson::SizeType /*elements*/) {
        --depth_;
        return true;
    }

    std::map<std::string, std::string, std::less<>> texts;  // empty for other types
    std::optional<std::uint32_t> seq;

private:
    int depth_ = 0;
    std::string name_;
};

bool readLine(std::string_view line, LineReader& members) {
    rapidjson::MemoryStream stream(line.data(), line.size());
    rapidjson::Reader reader;
    return !reader.Parse<rapidjson::kParseIterativeFlag>(stream, members).IsError();
}

tl::expected<Rows, std::string> takeRow(std::string_view line, LineReader& row) {
    const auto& received_at = row.texts["received_at"];
    const auto batch_id = event_rules::parseUuid(row.texts["batch_id"]);
    if (!row.seq || received_at.size() != kReceivedAtSize || row.texts["event"].empty() ||
        !batch_id || !event_rules::parseUuid(row.texts["fallback_uuid"])) {
        return tl::unexpected(std::string("not a complete row of raw_events"));
    }
    return Rows{{toString(*batch_id), std::to_string(*row.seq), received_at, std::string(line)}};
}

std::string
encode(const ScannedBatch& batch, std::size_t index, const RawLineRow& row, std::uint32_t seq) {
    std::string json = R"({"batch_id":")" + row.batch_id + R"(","seq":)" + std::to_string(seq) +
                       R"(,"received_at":")" + row.received_at + R"(","api_key":)";
    appendJsonString(json, batch.api_key);
    json += R"(,"origin":"","ip":"","user_agent":"","sent_at":)";
    appendJsonString(json, batch.sent_at);
    json += R"(,"fallback_uuid":")" + row.name + R"(","event":)";
    appendJsonString(json, batch.events[index].text);
    return json + "}";
}

}  // namespace

tl::expected<std::vector<RawLineRow>, std::string>
parseRawLine(std::string_view line, const LineStamp& stamp) {
    LineReader members;
    if (!readLine(line, members)) {
        return tl::unexpected(std::string("not a JSON object"));
    }
    if (members.texts.contains("batch_id") && members.texts.contains("seq")) {
        return takeRow(line, members);
    }
    const auto batch = members.texts.contains("batch") ? scanBatch(line, kAllEvents)
                                                       : scanNdjson(line, kAllEvents);
    if (!batch) {
        return tl::unexpected(std::string("not a batch"));
    }
    const auto batch_id =
        toString(event_rules::uuid5(std::to_string(stamp.number) + " " + std::string(line)));
    Rows rows;
    auto seq = stamp.first_seq;
    for (std::size_t index = 0; index < batch->events.size(); ++index) {
        const auto fallback = event_rules::uuid5(batch_id + " " + std::to_string(index));
        RawLineRow event{batch_id, toString(fallback), std::string(stamp.now), {}};
        event.json = encode(*batch, index, event, seq++);
        rows.push_back(std::move(event));
    }
    return rows;
}

}  // namespace relay
