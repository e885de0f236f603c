#pragma once

#include "event_rules/event_field.h"
#include "json/surrogates.h"
#include "json/token.h"
#include "json/utf8.h"

#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

namespace event_rules {

inline constexpr std::size_t kMaxNesting = 128;

// The last value of a member; null when there is none. Text is unescaped for a string, else as
// received.
struct CapturedValue {
    json::TokenKind kind = json::TokenKind::kNull;
    bool holds_lone_surrogate = false;  // as U+FFFD
    std::string_view text;

    [[nodiscard]] bool isNull() const { return kind == json::TokenKind::kNull; }

    [[nodiscard]] bool isObject() const { return kind == json::TokenKind::kStartObject; }

    [[nodiscard]] bool isArray() const { return kind == json::TokenKind::kStartArray; }

    // A string, number or boolean: what the rules take as text.
    [[nodiscard]] bool isText() const { return !isNull() && !isObject() && !isArray(); }
};

// A key of $set or $set_once with its JSON value, or an entry of $unset.
struct CapturedOperation {
    std::string_view key;
    std::string_view value;
};

struct CapturedOperations {
    std::vector<CapturedOperation> entries;
    bool has_non_string = false;  // in an $unset list
};

// How much of an event is kept: all that the rules look at, or the key and what a verdict needs.
// Without person operations a capture takes no memory of its own, whatever it is fed.
enum class CaptureScope : std::uint8_t { kVerdict, kEverything };

constexpr bool isInScope(EventField field, CaptureScope scope) {
    switch (field) {
        case EventField::kNone:
            return false;
        case EventField::kEvent:
        case EventField::kDistinctId:
        case EventField::kProperties:
        case EventField::kApiKey:
        case EventField::kPropertiesDistinctId:
        case EventField::kPropertiesDollarDistinctId:
            return true;
        default:
            return scope == CaptureScope::kEverything;
    }
}

// Takes the tokens of one event and keeps what the rules need of it; the last of two members with
// one name wins. Its views live as long as the tokens' texts and the source. What happens at every
// key is inline, for that is half of a scan's work.
class EventCapture {
public:
    explicit EventCapture(CaptureScope scope) : scope_(scope) {}

    // `source` is the text that the tokens' offsets refer to.
    void begin(std::string_view source);

    // False once the event is nested too deep. That verdict stands, but whoever wants more of the
    // event's members may pass on what follows.
    bool onToken(const json::Token& token) {
        switch (token.kind) {
            case json::TokenKind::kStartObject:
            case json::TokenKind::kStartArray:
                return open(token);
            case json::TokenKind::kEndObject:
            case json::TokenKind::kEndArray:
                close(token);
                break;
            case json::TokenKind::kKey:
                if (depth_ == watch_count_) {
                    onKey(token);
                }
                break;
            case json::TokenKind::kNull:
            case json::TokenKind::kBoolean:
            case json::TokenKind::kNumber:
            case json::TokenKind::kString:
                if (depth_ == watch_count_ && depth_ > 0) {
                    onScalar(token);
                }
                break;
        }
        return true;
    }

    // After a key: nothing of its value matters but that it is well-formed and not nested too deep.
    [[nodiscard]] bool skipsValue() const {
        if (depth_ != watch_count_ || depth_ == 0) {
            return true;
        }
        return watched().member == EventField::kNone && !isPersonOperation(watched().field);
    }

    // From here on the tokens are those of the value of a member, in the event or in its
    // properties, and `source` is their text.
    void enter(EventField holder, EventField member, std::string_view source);

    // Of a member that has no members to be kept, in place of its tokens.
    void set(EventField field, const CapturedValue& value) { values_[indexOf(field)] = value; }

    [[nodiscard]] bool isObject() const { return is_object_; }

    [[nodiscard]] bool isTooDeep() const { return is_too_deep_; }

    [[nodiscard]] const CapturedValue& value(EventField field) const {
        return values_[indexOf(field)];
    }

    // Of a $set, $set_once or $unset field; nothing with CaptureScope::kVerdict.
    [[nodiscard]] const CapturedOperations& operations(EventField field) const;

private:
    // A container whose members matter. They are nested directly: event, properties, person
    // operations.
    struct Watch {
        EventField field =
            EventField::kNone;  // the member that holds it; kNone for the event itself
        EventField member = EventField::kNone;  // the member being read
    };

    bool open(const json::Token& token);
    void close(const json::Token& token);

    void onKey(const json::Token& key) {
        switch (watched().field) {
            case EventField::kNone:
                selectMember(findTopLevelField(key));
                break;
            case EventField::kProperties:
                selectMember(findPropertiesField(key));
                break;
            default:
                watchedOperations().entries.push_back({key.text, {}});
        }
    }

    void onScalar(const json::Token& token) {
        if (isPersonOperation(watched().field)) {
            onOperationScalar(token);
        } else if (watched().member != EventField::kNone && token.kind != json::TokenKind::kNull) {
            set(watched().member, {token.kind, holdsLoneSurrogate(token), token.text});
        }
    }

    void selectMember(EventField field) {
        watched().member = isInScope(field, scope_) ? field : EventField::kNone;
        if (watched().member != EventField::kNone) {
            forget(field);
        }
    }

    // Only unescaped text can hold one, and that is no part of the source.
    [[nodiscard]] bool holdsLoneSurrogate(const json::Token& token) const {
        return token.kind == json::TokenKind::kString &&
               token.text.data() != source_.data() + token.offset + 1 &&
               token.text.find(json::kReplacementCharacter) != std::string_view::npos &&
               json::findLoneSurrogate(json::sourceText(token, source_)) != std::string_view::npos;
    }

    void onOperationScalar(const json::Token& token);
    void onContainer(const json::Token& token);
    void forget(EventField field);
    void watch(EventField field);
    [[nodiscard]] bool isWatchable(EventField member, bool is_object) const;
    void completeContainer(std::size_t end);

    Watch& watched() { return watches_[watch_count_ - 1]; }

    [[nodiscard]] const Watch& watched() const { return watches_[watch_count_ - 1]; }

    CapturedOperations& watchedOperations();

    CaptureScope scope_;
    std::string_view source_;
    std::size_t depth_ = 0;
    bool is_object_ = false;
    bool is_too_deep_ = false;
    std::array<Watch, 3> watches_;
    std::size_t watch_count_ = 0;
    // where the containers that are values in a watched one began, by their depth
    std::array<std::size_t, 4> starts_{};
    std::array<CapturedValue, kEventFieldCount> values_;
    std::array<CapturedOperations, 6> operations_;
};

}  // namespace event_rules
