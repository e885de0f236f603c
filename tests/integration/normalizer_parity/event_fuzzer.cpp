#include "event_fuzzer.h"

#include "composed_event.h"

#include <array>
#include <string_view>

namespace parity {

namespace {

using std::string_view_literals::operator""sv;

constexpr std::size_t kLongestSeed = 4096;

// What a JSON text can break by.
constexpr std::array kFragments{
    "\""sv,
    "\\"sv,
    "{"sv,
    "}"sv,
    "["sv,
    "]"sv,
    ","sv,
    ":"sv,
    "null"sv,
    "true"sv,
    "0"sv,
    "-"sv,
    "1e999"sv,
    "."sv,
    "e5"sv,
    "\\u0000"sv,
    "\\ud800"sv,
    "\\udc00"sv,
    "\\x"sv,
    "\\u00g0"sv,
    "\0"sv,
    "\x1F"sv,
    "\t"sv,
    "\n"sv,
    " "sv,
    "\xFF"sv,
    "\xC3"sv,
    "\xC3\xA9"sv,
    "\xED\xA0\x80"sv,
    "\xF0\x9F\x98\x80"sv,
    "\x7F"sv,
    "[[[[[[[[[["sv,
    "NaN"sv,
    "//"sv,
    "\v"sv};

constexpr std::array kSentAt{
    ""sv,
    "2026-01-15T12:00:00Z"sv,
    "2026-01-15T12:01:00.123456Z"sv,
    "2026-01-15T12:01:00.123457Z"sv,
    "2026-01-15T11:59:00.123456Z"sv,
    "2026-01-15T11:59:00.123455Z"sv,
    "1768478400123"sv,
    "2025-06-01T00:00:00+02:00"sv,
    "2199-06-01"sv,
    "soon"sv,
    "1e12"sv};

constexpr std::array kDialects{
    ""sv,
    ""sv,
    ""sv,
    "segment"sv,
    "segment"sv,
    "segment/identify"sv,
    "segment/nothing"sv,
    "segmentation"sv,
    "posthog_v1"sv,
    "posthog_engage"sv,
    "operator"sv};

constexpr std::array
    kSdks{""sv, "posthog-node/5.70.0"sv, "posthog-node"sv, "/1"sv, "a/b/c"sv, "a\"/1"sv};

}  // namespace

EventFuzzer::EventFuzzer(const std::vector<SeedEvent>& seeds, std::uint64_t random_seed)
    : random_(random_seed) {
    for (const auto& seed : seeds) {
        if (!seed.text.empty() && seed.text.size() <= kLongestSeed) {
            seeds_.push_back(seed);
        }
    }
}

SeedEvent EventFuzzer::next() {
    auto event = random_.percent(50) ? composed() : changed();
    event.sent_at = sentAt();
    event.sdk = random_.oneOf(kSdks);
    return event;
}

SeedEvent EventFuzzer::composed() {
    SeedEvent event;
    event.dialect = random_.oneOf(kDialects);
    event.text = ComposedEvent(random_, !event.dialect.empty()).text();
    if (random_.percent(20)) {
        changeBytes(event.text);
    }
    return event;
}

SeedEvent EventFuzzer::changed() {
    auto event = random_.oneOf(seeds_);
    const bool is_of_members = random_.percent(60);
    for (auto i = 1 + random_.below(3); i > 0; --i) {
        is_of_members ? addMember(event) : changeBytes(event.text);
    }
    return event;
}

void EventFuzzer::changeBytes(std::string& text) {
    const auto at = random_.below(text.size() + 1);
    switch (random_.below(4)) {
        case 0:
            text.erase(at, 1 + random_.below(8));
            break;
        case 1:
            text.replace(at, 1, 1, static_cast<char>(random_.below(256)));
            break;
        case 2:
            text.insert(at, random_.oneOf(kFragments));
            break;
        default: {
            const std::string& other = random_.oneOf(seeds_).text;
            text.insert(at, other.substr(random_.below(other.size()), random_.below(40)));
        }
    }
}

// Behind a bracket or comma, which may also be one inside a string.
void EventFuzzer::addMember(SeedEvent& event) {
    auto& text = event.text;
    const auto at = text.find_first_of("{,", random_.below(text.size()));
    if (at == std::string::npos) {
        return;
    }
    const bool is_comma = text[at] == ',';
    const auto member = ComposedEvent(random_, !event.dialect.empty()).member();
    const bool is_only = !is_comma && text.substr(at, 2) == "{}";
    text.insert(at + 1, member + (is_only ? "" : ","));
}

std::string EventFuzzer::sentAt() {
    if (random_.percent(95)) {
        return std::string(random_.oneOf(kSentAt));
    }
    auto time = ComposedEvent(random_).valueFor("timestamp");
    std::erase(time, '"');
    return time;
}

}  // namespace parity
