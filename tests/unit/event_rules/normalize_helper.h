#pragma once

#include "event_rules/normalizer.h"
#include "event_rules/timestamp.h"

#include <string>
#include <string_view>
#include <utility>

// Shorthands for tests of the event rules.
namespace normalize_helper {

// 2024-03-01T12:00:00Z
inline constexpr std::int64_t kReceivedAtUs = 1'709'294'400'000'000;
inline constexpr std::int64_t kSecondUs = 1'000'000;

inline const event_rules::Uuid kFallback =
    event_rules::parseUuid("01890a5d-ac96-774b-bcce-b302099a8057").value();

// Keeps an event's text and what the rules make of it.
class Normalized {
public:
    explicit Normalized(std::string text, std::string sent_at = "", bool is_of_operator = false)
        : text_(std::move(text)), sent_at_(std::move(sent_at)) {
        event_ =
            &normalizer_.normalize({text_, kReceivedAtUs, sent_at_, kFallback, is_of_operator});
    }

    const event_rules::NormalizedEvent* operator->() const { return event_; }

    const event_rules::NormalizedEvent& operator*() const { return *event_; }

    // "accepted" or the reason against it.
    [[nodiscard]] std::string_view verdict() const {
        return event_->rejected ? toString(*event_->rejected) : "accepted";
    }

    // "kind:detail" of each warning, joined by commas.
    [[nodiscard]] std::string warnings() const {
        std::string all;
        for (const auto& warning : event_->warnings) {
            all += all.empty() ? "" : ",";
            all.append(toString(warning.kind)).append(":").append(warning.detail);
        }
        return all;
    }

    // "kind source>target" of each claim, with ! in front when refused.
    [[nodiscard]] std::string claims() const {
        std::string all;
        for (const auto& claim : event_->claims) {
            all += all.empty() ? "" : ",";
            all += claim.is_refused ? "!" : "";
            all.append(toString(claim.kind)).append(" ");
            all.append(claim.source).append(">").append(claim.target);
        }
        return all;
    }

    // "kind key=value" of each operation.
    [[nodiscard]] std::string operations() const {
        std::string all;
        for (const auto& operation : event_->person_operations) {
            all += all.empty() ? "" : ",";
            all.append(toString(operation.kind)).append(" ");
            all.append(operation.key).append("=").append(operation.value);
        }
        return all;
    }

    [[nodiscard]] std::string_view text() const { return text_; }

private:
    std::string text_;
    std::string sent_at_;
    event_rules::Normalizer normalizer_;
    const event_rules::NormalizedEvent* event_ = nullptr;
};

// An acceptable event with more members, given as JSON text that starts with a comma.
inline std::string eventWith(std::string_view members) {
    return R"({"event":"e","distinct_id":"u")" + std::string(members) + "}";
}

inline std::string eventWithProperties(std::string_view properties) {
    return eventWith(",\"properties\":" + std::string(properties));
}

// An object in objects, `depth` of them.
inline std::string nestedObjects(std::size_t depth) {
    std::string text;
    for (std::size_t i = 1; i < depth; ++i) {
        text += "{\"a\":";
    }
    text += "{}";
    return text + std::string(depth - 1, '}');
}

}  // namespace normalize_helper
