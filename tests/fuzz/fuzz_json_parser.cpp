#include "check.h"
#include "event_rules/event_capture.h"
#include "json/parser.h"
#include "support/describe_capture.h"

#include <string>

namespace {

using event_rules::CaptureScope;
using event_rules::EventCapture;
using json::ParseOutcome;
using json::Parser;
using json::Token;
using test_support::describe;

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
