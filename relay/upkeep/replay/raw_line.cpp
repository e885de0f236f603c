#include "upkeep/replay/raw_line.h"

#include "event_rules/iso_time.h"
#include "event_rules/uuid.h"
#include "ingest/ascending_uuid.h"
#include "ingest/batch_scanner.h"
#include "ingest/body_text.h"
#include "ingest/json_text.h"
#include "ingest/utc_time.h"
#include "json/parser.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <limits>
#include <map>
#include <optional>
#include <utility>

namespace relay {

namespace {

constexpr auto kAllEvents = std::numeric_limits<std::uint32_t>::max();
constexpr std::int64_t kEndOfDateTime = 1'000'000LL << 32U;  // in microseconds since the epoch

constexpr std::array<std::string_view, 13> kColumns{
    "batch_id",
    "seq",
    "received_at",
    "api_key",
    "origin",
    "ip",
    "user_agent",
    "sent_at",
    "dialect",
    "sdk",
    "privacy",
    "fallback_uuid",
    "event"};

using json::TokenKind;
using Rows = std::vector<RawLineRow>;

// What raw_events has beside batch_id, seq and received_at.
struct RowText {
    std::string_view api_key;
    std::string_view origin;
    std::string_view ip;
    std::string_view user_agent;
    std::string_view sent_at;
    std::string_view dialect;
    std::string_view sdk;
    std::string_view privacy;
    std::string_view event;
};

// The members of one JSON object, as far as telling kinds of lines apart needs them.
class LineMembers {
public:
    struct Value {
        TokenKind kind = TokenKind::kNull;
        std::string text;  // empty for objects and arrays
    };

    using Values = std::map<std::string, Value, std::less<>>;

    void begin(std::string_view /*source*/) { *this = {}; }

    bool onToken(const json::Token& token) {
        if (token.kind == TokenKind::kEndObject || token.kind == TokenKind::kEndArray) {
            --depth_;
            return true;
        }
        if (depth_ == 0) {
            is_object_ = token.kind == TokenKind::kStartObject;
        } else if (depth_ == 1 && token.kind == TokenKind::kKey) {
            value_ = &values_[std::string(token.text)];
        } else if (depth_ == 1 && is_object_) {
            *value_ = {token.kind, std::string(token.text)};
        }
        if (json::isBracket(token.kind)) {
            ++depth_;
        }
        return true;
    }

    [[nodiscard]] bool skipsValue() const { return depth_ > 1; }

    [[nodiscard]] bool isObject() const { return is_object_; }

    [[nodiscard]] const Values& values() const { return values_; }

    [[nodiscard]] bool has(std::string_view name) const { return values_.contains(name); }

    // Empty when there is no such string.
    [[nodiscard]] std::string_view string(std::string_view name) const {
        const auto found = values_.find(name);
        return found == values_.end() || found->second.kind != TokenKind::kString
                   ? std::string_view()
                   : std::string_view(found->second.text);
    }

private:
    std::size_t depth_ = 0;
    bool is_object_ = false;
    Values values_;
    Value* value_ = nullptr;
};

bool readLine(std::string_view line, LineMembers& members) {
    json::Parser parser;
    return parser.parse(line, members) == json::ParseOutcome::kWellFormed && members.isObject();
}

std::string encode(const RawLineRow& row, std::uint32_t seq, std::string_view uuid, RowText text) {
    std::string json = R"({"batch_id":")" + row.batch_id + R"(","seq":)" + std::to_string(seq) +
                       R"(,"received_at":")" + row.received_at + R"(","fallback_uuid":")";
    json.append(uuid).append("\"");
    const std::array<std::pair<std::string_view, std::string_view>, 9> others{
        {{"api_key", text.api_key},
         {"origin", text.origin},
         {"ip", text.ip},
         {"user_agent", text.user_agent},
         {"sent_at", text.sent_at},
         {"dialect", text.dialect},
         {"sdk", text.sdk},
         {"privacy", text.privacy},
         {"event", text.event}}};
    for (const auto& [name, value] : others) {
        json.append(",\"").append(name).append("\":");
        appendJsonString(json, value);
    }
    return json + "}";
}

std::optional<std::uint32_t> readSeq(const LineMembers& row) {
    const auto& value = row.values().find("seq")->second;
    std::uint32_t seq = 0;
    const auto* const end = value.text.data() + value.text.size();
    const auto result = std::from_chars(value.text.data(), end, seq);
    return value.kind == TokenKind::kNumber && result.ec == std::errc() && result.ptr == end
               ? std::optional(seq)
               : std::nullopt;
}

// As ClickHouse prints it, and not beyond what its DateTime holds, by which raw events expire.
bool isReceiveTime(std::string_view text) {
    const auto us = event_rules::parseIsoTime(text);
    return us && *us >= 0 && *us < kEndOfDateTime && formatUtc(*us) == text;
}

// ClickHouse refuses an insert whole for one such row, each time that it is tried.
tl::expected<void, std::string> refuseOddMembers(const LineMembers& row) {
    for (const auto& [name, value] : row.values()) {
        if (std::ranges::find(kColumns, name) == kColumns.end()) {
            return tl::unexpected("raw_events has no column " + name);
        }
        if (name != "seq" && value.kind != TokenKind::kString) {
            return tl::unexpected(name + " must be a string");
        }
    }
    return {};
}

tl::expected<Rows, std::string> takeRow(const LineMembers& row) {
    if (auto fine = refuseOddMembers(row); !fine) {
        return tl::unexpected(fine.error());
    }
    const auto seq = readSeq(row);
    const auto batch_id = event_rules::parseUuid(row.string("batch_id"));
    const auto fallback = event_rules::parseUuid(row.string("fallback_uuid"));
    if (!seq || !batch_id || !fallback || !isReceiveTime(row.string("received_at")) ||
        row.string("event").empty()) {
        return tl::unexpected(std::string("not a complete row of raw_events"));
    }
    RawLineRow taken{
        toString(*batch_id), std::to_string(*seq), std::string(row.string("received_at")), {}};
    taken.json = encode(
        taken,
        *seq,
        toString(*fallback),
        {row.string("api_key"),
         row.string("origin"),
         row.string("ip"),
         row.string("user_agent"),
         row.string("sent_at"),
         row.string("dialect"),
         row.string("sdk"),
         row.string("privacy"),
         row.string("event")}
    );
    return Rows{std::move(taken)};
}

}  // namespace

tl::expected<std::vector<RawLineRow>, std::string>
parseRawLine(std::string_view line, const LineStamp& stamp) {
    LineMembers members;
    if (!readLine(trimJson(skipByteOrderMark(line)), members)) {
        return tl::unexpected(std::string("not a JSON object"));
    }
    if (members.has("batch_id") && members.has("seq")) {
        return takeRow(members);
    }
    const auto batch =
        members.has("batch") ? scanBatch(line, kAllEvents) : scanNdjson(line, kAllEvents);
    if (!batch) {
        return tl::unexpected(std::string("not a batch"));
    }
    const auto batch_id =
        toString(event_rules::uuid5(std::to_string(stamp.number) + " " + std::string(line)));
    Rows rows;
    const auto first_id = event_rules::uuid5(batch_id);
    auto seq = stamp.first_seq;
    for (std::size_t index = 0; index < batch->events.size(); ++index) {
        const auto fallback = ascendingUuid(first_id, index);
        RawLineRow event{batch_id, toString(fallback), std::string(stamp.now), {}};
        RowText text;
        text.api_key = batch->api_key;
        text.event = batch->events[index].text;
        event.json = encode(event, seq++, event.name, text);
        rows.push_back(std::move(event));
    }
    return rows;
}

}  // namespace relay
