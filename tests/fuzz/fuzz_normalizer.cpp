#include "check.h"
#include "dialects/raw_event_normalizer.h"
#include "event_rules/text.h"
#include "event_rules/timestamp.h"
#include "json/repair.h"
#include "json/utf8.h"

#include <algorithm>
#include <array>
#include <string>

namespace {

using event_rules::NormalizedEvent;
using event_rules::RawEvent;

constexpr std::int64_t kMaxAheadUs = 23LL * 3600 * 1'000'000;

// Everything the rules made of an event, in one text.
std::string describe(const NormalizedEvent& event) {
    std::string all = event.rejected ? std::string(toString(*event.rejected)) : "";
    const auto add = [&all](std::string_view text) {
        all.append(std::to_string(text.size())).append(":").append(text);
    };
    for (const auto& uuid :
         {event.uuid,
          event.person_id,
          event.session_id_uuid.value_or(event_rules::Uuid{}),
          event.window_id_uuid.value_or(event_rules::Uuid{})}) {
        add(toString(uuid));
    }
    for (const auto text :
         {event.event,
          event.distinct_id,
          event.session_id,
          event.window_id,
          event.elements_chain,
          event.current_url,
          event.host,
          event.properties}) {
        add(text);
    }
    add(std::to_string(event.timestamp_us));
    for (const auto& warning : event.warnings) {
        add(toString(warning.kind));
        add(warning.detail);
    }
    for (const auto& claim : event.claims) {
        add(toString(claim.kind));
        add(claim.source);
        add(claim.target);
        add(claim.is_refused ? "refused" : "");
    }
    for (const auto& operation : event.person_operations) {
        add(toString(operation.kind));
        add(operation.key);
        add(operation.value);
    }
    return all;
}

void checkAccepted(const RawEvent& raw, const NormalizedEvent& event) {
    fuzz::check(!event_rules::isBlank(event.event), "an event has a name");
    fuzz::check(!event_rules::isLongerThan(event.event, 200), "a name is short");
    fuzz::check(!event_rules::isBlank(event.distinct_id), "an event has a distinct id");
    fuzz::check(!event_rules::isLongerThan(event.distinct_id, 400), "a distinct id is short");
    fuzz::check(event.distinct_id.find('\0') == std::string_view::npos, "a distinct id has no NUL");
    fuzz::check(!event.uuid.isNil() || raw.fallback_uuid.isNil(), "an event has a uuid");
    fuzz::check(json::isValidUtf8(event.distinct_id), "a distinct id is UTF-8");
    json::Repair repair;
    fuzz::check(!repair.run(event.properties), "properties need no repair");
    fuzz::check(
        event.properties.empty() ||
            (event.properties.front() == '{' && event.properties.back() == '}'),
        "properties are an object"
    );
    fuzz::check(
        event.timestamp_us == raw.received_at_us ||
            (event_rules::isTimestampInRange(event.timestamp_us) &&
             event.timestamp_us <= raw.received_at_us + kMaxAheadUs),
        "a timestamp is in range"
    );
    for (const auto& operation : event.person_operations) {
        fuzz::check(!repair.run(operation.value), "values need no repair");
        fuzz::check(
            operation.value.empty() == (operation.kind == event_rules::OperationKind::kUnset),
            "all operations but $unset have a value"
        );
    }
}

void checkRejected(const RawEvent& raw, const NormalizedEvent& event) {
    NormalizedEvent nothing;
    nothing.rejected = event.rejected;
    nothing.timestamp_us = raw.received_at_us;
    fuzz::check(describe(event) == describe(nothing), "a rejected event has nothing but a reason");
}

// The event of a message as text, so that the rules have to read it; empty where it is none.
std::string writeSegment(std::string_view text, std::string_view dialect) {
    json::Parser parser;
    dialects::Message message;
    if (parser.parse(text, message) != json::ParseOutcome::kWellFormed || !message.isObject()) {
        return {};
    }
    std::string event;
    const auto type = dialect.substr(std::min(dialect.find('/'), dialect.size() - 1) + 1);
    dialects::SegmentEvent(event_rules::CaptureScope::kEverything).write(message, type, event);
    return event;
}

}  // namespace

dialects::Dialect dialectOf(std::string_view line) {
    constexpr std::array<std::string_view, 6> names{
        "", "segment", "segment/identify", "posthog_v1", "posthog_engage", "operator"};
    return {names.at(line.size() % names.size()), "lib/1.0"};
}

// The first line of the input is sent_at, whose length chooses the dialect; the rest is the event.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string_view input(reinterpret_cast<const char*>(data), size);
    const auto line_end = std::min(input.find('\n'), input.size());
    // an exact copy on the heap, so that reading past its end is noticed
    const std::string text(input.substr(std::min(line_end + 1, input.size())));
    const std::string moved = " " + text;
    RawEvent raw{text, 1'709'294'400'000'000, input.substr(0, line_end), {{1}}};

    const auto dialect = dialectOf(raw.sent_at);
    dialects::RawEventNormalizer normalizer;
    const auto& event = normalizer.normalize(raw, dialect);
    if (event.rejected) {
        checkRejected(raw, event);
    } else {
        checkAccepted(raw, event);
    }
    const auto first = describe(event);
    if (dialect.name.starts_with("segment")) {
        const auto written = writeSegment(text, dialect.name);
        RawEvent read = raw;
        read.text = written;
        fuzz::check(
            written.empty() || describe(normalizer.normalize(read, {"", ""})) == first,
            "what the rules are told is what they would read"
        );
    }
    fuzz::check(
        describe(normalizer.normalize(raw, dialect)) == first, "the same event gives the same row"
    );
    raw.text = std::string_view(moved).substr(1);
    fuzz::check(
        describe(normalizer.normalize(raw, dialect)) == first, "its place in memory does not matter"
    );
    return 0;
}
