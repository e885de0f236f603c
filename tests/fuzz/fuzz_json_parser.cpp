#include "check.h"
#include "event_rules/event_capture.h"
#include "json/parser.h"

#include <string>

namespace {

using event_rules::CaptureScope;
using event_rules::EventCapture;
using event_rules::EventField;
using json::ParseOutcome;
using json::Parser;
using json::Token;

// Every token with its place, until one says stop.
struct Recorder {
    void begin(std::string_view /*source*/) { log.clear(); }

    bool onToken(const Token& token) {
        log += std::to_string(static_cast<int>(token.kind)) + ":" + std::to_string(token.offset);
        log.append(":").append(token.text).append("\n");
        return token.text != "stop";
    }

    [[nodiscard]] static bool skipsValue() { return false; }

    std::string log;
};

std::string describe(const EventCapture& capture) {
    std::string all = std::to_string(capture.isObject()) + std::to_string(capture.isTooDeep());
    for (std::size_t i = 1; i < event_rules::kEventFieldCount; ++i) {  // 0 is no member
        const auto& value = capture.value(static_cast<EventField>(i));
        all += "\n" + std::to_string(static_cast<int>(value.kind));
        all += value.text;
    }
    for (const auto field :
         {EventField::kSet,
          EventField::kSetOnce,
          EventField::kUnset,
          EventField::kPropertiesSet,
          EventField::kPropertiesSetOnce,
          EventField::kPropertiesUnset}) {
        const auto& operations = capture.operations(field);
        all += "\n" + std::to_string(operations.has_non_string);
        for (const auto& [key, value] : operations.entries) {
            all.append("\n").append(key).append("=").append(value);
        }
    }
    return all;
}

void checkTokens(std::string_view text) {
    Parser parser;
    Recorder fast;
    const auto fast_outcome = parser.parse(text, fast);
    Recorder careful;
    const auto careful_outcome = parser.parseCarefully(text, careful);
    fuzz::check(fast_outcome == careful_outcome, "the scanner and RapidJSON disagree");
    // Of a malformed text the tokens count for nothing.
    fuzz::check(
        fast_outcome == ParseOutcome::kMalformed || fast.log == careful.log,
        "the scanner and RapidJSON give other tokens"
    );
}

void checkCapture(std::string_view text) {
    Parser parser;
    EventCapture fast(CaptureScope::kEverything);
    const auto fast_outcome = parser.parse(text, fast);
    const auto fast_text = describe(fast);
    EventCapture careful(CaptureScope::kEverything);
    const auto careful_outcome = parser.parseCarefully(text, careful);
    fuzz::check(fast_outcome == careful_outcome, "skipping values changes the outcome");
    fuzz::check(
        fast_outcome == ParseOutcome::kMalformed || fast_text == describe(careful),
        "skipping values changes what is captured"
    );
}

}  // namespace

// The scanner in front of RapidJSON changes nothing.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string_view text(reinterpret_cast<const char*>(data), size);
    checkTokens(text);
    checkCapture(text);
    return 0;
}
