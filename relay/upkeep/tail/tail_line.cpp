#include "upkeep/tail/tail_line.h"

#include "ingest/json_text.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <string_view>
#include <utility>

namespace relay {

namespace {

constexpr std::size_t kMinColumns = 60;
constexpr std::size_t kUsualColumns = 80;
constexpr std::size_t kTime = 12;      // hh:mm:ss.fff
constexpr std::size_t kTimeFrom = 11;  // behind the date
constexpr std::size_t kKey = 10;
constexpr std::size_t kName = 16;  // of an event, and of an id, on the usual terminal
constexpr std::size_t kPerson = 8;

struct Widths {
    std::size_t name;
    std::size_t rest;
};

Widths widthsOn(const Terminal& terminal) {
    const auto columns = std::max(terminal.columns, kMinColumns);
    const auto name = columns < kUsualColumns ? kName - (kUsualColumns - columns) / 2
                                              : kName + (columns - kUsualColumns) / 3;
    const auto before = kTime + kKey + 2 * name + 4;
    return {name, columns - before};
}

std::string withoutEnd(std::string line) {
    line.erase(line.find_last_not_of(' ') + 1);
    return line;
}

std::string restOf(const TailEvent& event) {
    const auto who = event.person.substr(0, kPerson) + " " + event.host;
    return printable(event.detail.empty() ? who : event.detail + " " + who);
}

Color colorOf(std::string_view verdict) {
    if (verdict == "rejected") {
        return Color::kRed;
    }
    return verdict == "warned" ? Color::kYellow : Color::kNone;
}

std::string columnsOf(const TailEvent& event) {
    std::string line;
    for (const auto& text :
         {event.time,
          event.verdict,
          event.api_key,
          event.event,
          event.distinct_id,
          event.person,
          event.host,
          event.detail}) {
        line.append(line.empty() ? "" : "\t").append(printable(text));
    }
    return line;
}

}  // namespace

std::string tailHeader(const Terminal& terminal) {
    if (!terminal.is_terminal) {
        return {};
    }
    const auto [name, rest] = widthsOn(terminal);
    const auto line = fitted("time (UTC)", kTime + 1) + fitted("key", kKey + 1) +
                      fitted("event", name + 1) + fitted("id", name + 1) +
                      fitted("person", kPerson + 1) + "host";
    return terminal.paint(line, Color::kDim) + "\n";
}

std::string tailLine(const TailEvent& event, const Terminal& terminal) {
    if (!terminal.is_terminal) {
        return columnsOf(event) + "\n";
    }
    const auto [name, rest] = widthsOn(terminal);
    const auto time = event.time.size() > kTimeFrom ? event.time.substr(kTimeFrom, kTime) : "";
    const auto before = fitted(printable(event.api_key), kKey) + " " +
                        fitted(printable(event.event), name) + " " +
                        fitted(printable(event.distinct_id), name) + " ";
    const auto line = withoutEnd(before + fitted(restOf(event), rest));
    return terminal.paint(fitted(time, kTime), Color::kDim) + " " +
           terminal.paint(line, colorOf(event.verdict)) + "\n";
}

std::string eventJson(const TailEvent& event) {
    auto time = event.time + "Z";
    std::replace(time.begin(), time.end(), ' ', 'T');
    const std::array<std::pair<std::string_view, std::string_view>, 9> members{{
        {"place", event.place},
        {"time", time},
        {"verdict", event.verdict},
        {"api_key", event.api_key},
        {"event", event.event},
        {"distinct_id", event.distinct_id},
        {"person_id", event.person},
        {"host", event.host},
        {"detail", event.detail},
    }};
    std::string line;
    for (const auto& [name, value] : members) {
        line += line.empty() ? "{" : ",";
        appendJsonString(line, name);
        line += ':';
        appendJsonString(line, value);
    }
    return line + "}";
}

}  // namespace relay
