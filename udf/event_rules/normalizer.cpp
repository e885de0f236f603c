#include "event_rules/normalizer.h"

#include "event_rules/event_reader.h"
#include "event_rules/event_time.h"
#include "event_rules/identity_claims.h"
#include "event_rules/kept_list.h"
#include "event_rules/person_operations.h"
#include "event_rules/stored_json.h"
#include "event_rules/text.h"
#include "event_rules/verdict.h"
#include "json/odd_values.h"

#include <optional>
#include <string>
#include <utility>

namespace event_rules {
namespace {

// The text of the first member, or of the second where the first gives none.
std::string_view promote(const EventCapture& capture, EventField first, EventField second) {
    for (const auto field : {first, second}) {
        const auto& value = capture.value(field);
        if (value.isText() && !value.text.empty()) {
            return value.text;
        }
    }
    return {};
}

void setPromoted(const EventCapture& capture, NormalizedEvent& event) {
    event.session_id = promote(capture, EventField::kDollarSessionId, EventField::kSessionId);
    event.session_id_uuid = parseUuid(event.session_id);
    event.window_id = promote(capture, EventField::kDollarWindowId, EventField::kWindowId);
    event.window_id_uuid = parseUuid(event.window_id);
    event.elements_chain =
        promote(capture, EventField::kDollarElementsChain, EventField::kElementsChain);
    event.current_url = promote(capture, EventField::kDollarCurrentUrl, EventField::kCurrentUrl);
    event.host = promote(capture, EventField::kDollarHost, EventField::kHost);
}

// An id that an SDK gives instead of a uuid names the event together with its name and time.
std::optional<Uuid> findNamedUuid(const EventCapture& capture) {
    const auto& id = capture.value(EventField::kInsertId);
    if (!id.isText() || isBlank(id.text)) {
        return std::nullopt;
    }
    const auto& time = capture.value(EventField::kTime);
    std::string name(id.text);
    name.append("\n").append(capture.value(EventField::kEvent).text).append("\n");
    return uuid5(name.append(time.isText() ? time.text : ""));
}

// The nil UUID does not count: all events that carry it would be copies of one.
Uuid resolveUuid(
    const EventCapture& capture,
    const Uuid& fallback,
    std::vector<Warning>& warnings
) {
    const auto& value = capture.value(EventField::kUuid);
    const bool is_string = value.kind == json::TokenKind::kString;
    if (const auto uuid = is_string ? parseUuid(value.text) : std::nullopt;
        uuid && !uuid->isNil()) {
        return *uuid;
    }
    if (!value.isNull() && !(is_string && isBlank(value.text))) {
        warnings.push_back({WarningKind::kInvalidUuid, value.text});
    }
    return findNamedUuid(capture).value_or(fallback);
}

// Empties an event but keeps the memory of its lists.
void clear(NormalizedEvent& event) {
    NormalizedEvent empty;
    std::swap(empty.warnings, event.warnings);
    std::swap(empty.claims, event.claims);
    std::swap(empty.person_operations, event.person_operations);
    empty.warnings.clear();
    empty.claims.clear();
    clearKept(empty.person_operations);
    event = std::move(empty);
}

}  // namespace

class Normalizer::Impl {
public:
    const NormalizedEvent& normalize(const RawEvent& raw) {
        const auto rejected = reader_.read(raw.text, odd_values_);
        return normalize(raw, reader_.capture(), rejected, odd_values_.isFound());
    }

    const NormalizedEvent& normalize(
        const RawEvent& raw,
        const EventCapture& capture,
        std::optional<RejectReason> rejected,
        bool may_hold_odd_values
    ) {
        clear(event_);
        event_.rejected = rejected;
        if (rejected) {
            event_.timestamp_us = raw.received_at_us;
        } else {
            stored_.begin(may_hold_odd_values);
            fill(raw, capture);
        }
        return event_;
    }

private:
    void fill(const RawEvent& raw, const EventCapture& capture) {
        event_.uuid = resolveUuid(capture, raw.fallback_uuid, event_.warnings);
        event_.event = capture.value(EventField::kEvent).text;
        event_.distinct_id = findDistinctId(capture).text;
        event_.person_id = uuid5(event_.distinct_id);
        setPromoted(capture, event_);
        event_.timestamp_us = resolveTimestamp(capture, raw, event_.warnings);
        setProperties(capture.value(EventField::kProperties).text);
        addIdentityClaims(capture, raw.is_of_operator, event_);
        person_operations_.addTo(event_, capture, stored_);
        if (const auto alterations = stored_.alterations(); !alterations.empty()) {
            event_.warnings.push_back({WarningKind::kPropertiesAltered, alterations});
        }
    }

    void setProperties(std::string_view received) {
        event_.properties = stored_.textFor(received);
        stored_.noteAlterations(received);
    }

    EventReader reader_{CaptureScope::kEverything};
    json::OddValues odd_values_;
    StoredJson stored_;
    PersonOperations person_operations_;
    NormalizedEvent event_;
};

Normalizer::Normalizer() : impl_(std::make_unique<Impl>()) {}

Normalizer::~Normalizer() = default;

const NormalizedEvent& Normalizer::normalize(const RawEvent& raw) {
    return impl_->normalize(raw);
}

const NormalizedEvent& Normalizer::normalize(const RawEvent& raw, const EventCapture& event) {
    return impl_->normalize(raw, event, findRejection(event), false);
}

}  // namespace event_rules
