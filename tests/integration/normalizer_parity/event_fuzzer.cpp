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

}  // namespace

EventFuzzer::EventFuzzer(const std::vector<SeedEvent>& seeds, std::uint64_t random_seed)
    : random_(random_seed) {
    for (const auto& seed : seeds) {
        if (!seed.text.empty() && seed.text.size() <= kLongestSeed) {
            seeds_.push_back(seed.text);
        }
    }
}

SeedEvent EventFuzzer::next() {
    return {text(), sentAt()};
}

std::string EventFuzzer::text() {
    const auto kind = random_.below(10);
    if (kind < 5) {
        auto text = ComposedEvent(random_).text();
        if (kind == 0) {
            changeBytes(text);
        }
        return text;
    }
    std::string text = random_.oneOf(seeds_);
    for (auto i = 1 + random_.below(3); i > 0; --i) {
        kind < 8 ? addMember(text) : changeBytes(text);
    }
    return text;
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
            const std::string& other = random_.oneOf(seeds_);
            text.insert(at, other.substr(random_.below(other.size()), random_.below(40)));
        }
    }
}

// Behind a bracket or comma, which may also be one inside a string.
void EventFuzzer::addMember(std::string& text) {
    const auto at = text.find_first_of("{,", random_.below(text.size()));
    if (at == std::string::npos) {
        return;
    }
    const bool is_comma = text[at] == ',';
    const auto member = ComposedEvent(random_).member();
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
